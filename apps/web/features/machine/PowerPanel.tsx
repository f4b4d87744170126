'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import type { Machine } from '#web/features/machine/machineQueries.ts'
import { energyText } from '#web/features/metrics/energyText.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { powerCost, storedPowerPrice, storePowerPrice } from '#web/parts/market/powerCost.ts'

/** Shows the cost of the measured energy at the price of electricity that the owner enters. The price remains in this browser. */
export function PowerPanel({ energy, isSimulated }: { readonly energy: Machine['energy']; readonly isSimulated: boolean }) {
  const t = useTranslations('machine.energy')
  const tEarn = useTranslations('earn')
  const [price, setPrice] = useState('')
  useEffect(() => setPrice(storedPowerPrice(window.localStorage)), [])
  const isWrong = price !== '' && powerCost(0, price) === null
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g4">
        <Field label={tEarn('field.kwh')} hint={t('stored')} error={isWrong ? tEarn('wrong.kwh') : undefined}>
          {(names) => (
            <TextInput
              {...names}
              inputMode="decimal"
              autoComplete="off"
              value={price}
              suffix={t('unit')}
              onChange={(event) => {
                setPrice(event.target.value)
                storePowerPrice(window.localStorage, event.target.value)
              }}
            />
          )}
        </Field>
      </div>
      {energy === null ? (
        <p className="panel-body t13 dim">{t(isSimulated ? 'noneSimulated' : 'none')}</p>
      ) : (
        <>
          <div className="stats">
            <CostStat name={t('today')} wh={energy.todayWh} price={price} />
            <CostStat name={t('month')} wh={energy.last30DaysWh} price={price} />
          </div>
          <p className="panel-foot">{t('basis', { span: spanText(energy.measuredSeconds) })}</p>
        </>
      )}
    </Panel>
  )
}

function CostStat({ name, wh, price }: { readonly name: string; readonly wh: number; readonly price: string }) {
  const cost = powerCost(wh, price)
  const { value, unit } = energyText(wh)
  return (
    <Stat
      name={name}
      value={cost === null ? '–' : amountText(cost)}
      unit={
        <>
          PT
          {cost !== null && <About units={cost} />}
        </>
      }
      below={`${value} ${unit}`}
    />
  )
}
