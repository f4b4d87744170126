'use client'
import type { CatalogueWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useId, useState } from 'react'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { hourPriceText } from '#web/features/market/marketTexts.ts'
import { historySpan, isCut } from '#web/features/order-ticket/historySpan.ts'
import { type TradeHistory, useTrades } from '#web/features/order-ticket/useTrades.ts'
import { fewHours, type PriceChance, priceChance } from '#web/features/search/priceChance.ts'
import { classTitle } from '#web/features/search/nodeTitle.ts'
import { parsePt } from '@infinitio/domain'

export type NamePriceProps = {
  readonly classes: CatalogueWire['classes']
  /** What a price can be named for: the first, unless another of them is chosen. */
  readonly classIds: readonly number[]
  readonly regionId: number | null
  readonly gpus: number
  readonly hours: number
  /** Unix hour in which the lease would begin; null: the next. */
  readonly startHour: number | null
  readonly now: number
}

/** What one would pay, and how often such an order was met within an hour, counted from trades; then the ticket, filled in. */
export function NamePrice({ classes, classIds, regionId, gpus, hours, startHour, now }: NamePriceProps) {
  const t = useTranslations('search.name')
  const tUnits = useTranslations('units')
  const id = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<number | null>(null)
  const asked = useDeferredValue(typed)
  const offered = classIds.flatMap((classId) => classes.find((one) => one.classId === classId) ?? [])
  const gpuClass = offered.find(({ classId }) => classId === chosen) ?? offered[0]
  const history = useTrades(gpuClass === undefined ? null : { classId: gpuClass.classId, regionId })
  if (gpuClass === undefined) return null
  const price = parsePt(asked.trim())
  const chance = history === undefined ? 'none' : priceChance(history, { typed: asked, gpus })
  // A ticket begins on a full hour: the one that was chosen, if it is still to come, or the next one.
  const start = Math.max(startHour ?? 0, Math.floor(now / 3_600) + 1)
  const params = `price=${(price ?? 0n) / 3_600n}&gpus=${gpus}&hours=${hours}&start=${start}`
  return (
    <section className="panel panel-body stack g2 mb-3 t13" aria-label={t('title')}>
      <div className="row wrap g3">
        <label className="strong" htmlFor={id}>
          {offered.length > 1 ? t('title') : t('label', { className: classTitle(gpuClass.name) })}
        </label>
        {offered.length > 1 && (
          <span className="w-52">
            <SelectInput aria-label={t('class')} value={gpuClass.classId} onChange={(event) => setChosen(Number(event.target.value))}>
              {offered.map(({ classId, name }) => (
                <option key={classId} value={classId}>
                  {classTitle(name)}
                </option>
              ))}
            </SelectInput>
          </span>
        )}
        <span className="w-36">
          <TextInput
            id={id}
            inputMode="decimal"
            value={typed}
            placeholder={hourPriceText(gpuClass.cheapestPricePerGpuSecond ?? gpuClass.referencePricePerGpuSecond)}
            suffix={tUnits('ptPerHour')}
            onChange={(event) => setTyped(event.target.value)}
          />
        </span>
        {price !== null && price > 0n && (
          <Link className="link nowrap" href={`/market/${gpuClass.classId}?${params}`} prefetch={false}>
            {t('order')}
          </Link>
        )}
      </div>
      <p aria-live="polite">
        <Chance chance={chance} history={history} typed={asked.trim()} what={t('what', { gpus })} />
      </p>
    </section>
  )
}

type ChanceProps = { readonly chance: PriceChance; readonly history: TradeHistory | undefined; readonly typed: string; readonly what: string }

function Chance({ chance, history, typed, what }: ChanceProps) {
  const t = useTranslations('search.name')
  if (chance === 'none') return <span className="dim">{t('hint')}</span>
  if (chance === 'unknown' && history !== undefined && isCut(history))
    return <span className="dim">{t('short', { trades: history.trades.length, span: historySpan(history) })}</span>
  if (chance === 'unknown') return <span className="dim">{t('unknown')}</span>
  const { filled, hours } = chance
  return (
    <>
      {t.rich('met', { price: typed, filled, hours, what, b: (text) => <b>{text}</b> })} {hours < fewHours && <span className="dim">{t('few')}</span>}
    </>
  )
}
