'use client'
import { sentenceGap } from '#web/parts/format/listText.ts'
import type { CatalogueWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useId, useState } from 'react'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { priceFieldText, pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { type FillChance, fewestChanceTrades, useFillChance } from '#web/features/order-ticket/useFillChance.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'

const secondsPerHour = 3_600
/** An order counts as matched if it would have been matched within this many seconds. */
const metWithinSeconds = secondsPerHour
/** If the past trades cover fewer hours than this, the text warns that they are few. */
const fewHours = 72

export type NamePriceProps = {
  readonly classes: CatalogueWire['classes']
  /** The classes that the user can choose for the order; the first is the default. */
  readonly classIds: readonly number[]
  readonly regionId: number | null
  readonly gpus: number
  /** The duration of the order in whole hours, rounded up, because an order form can have only whole hours. */
  readonly hours: number
  /** The Unix hour in which the lease begins; null means the next full hour. */
  readonly startHour: number | null
  readonly now: number
}

/**
 * Shows a price, and how often an order at this price would have been filled within an hour, judging by past trades. It links to the order ticket with these
 * values.
 */
export function NamePrice({ classes, classIds, regionId, gpus, hours, startHour, now }: NamePriceProps) {
  const t = useTranslations('search.name')
  const tUnits = useTranslations('units')
  const id = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<number | null>(null)
  const asked = useDeferredValue(typed)
  const offered = classIds.flatMap((classId) => classes.find((one) => one.classId === classId) ?? [])
  const gpuClass = offered.find(({ classId }) => classId === chosen) ?? offered[0]
  const price = pricePerSecondOf(asked.trim())
  const wish =
    gpuClass === undefined || price === null ? null : { classId: gpuClass.classId, regionId, price, gpus, isWhole: true, seconds: metWithinSeconds }
  const told = useFillChance(wish)
  if (gpuClass === undefined) return null
  const cheapest = gpuClass.freeGpus > 0 ? gpuClass.cheapestPricePerGpuSecond : null
  // The hour at which the order form's lease starts: the chosen hour, or the next full hour if the chosen one is earlier.
  const start = Math.max(startHour ?? 0, Math.floor(now / secondsPerHour) + 1)
  const params = `price=${price ?? 0n}&gpus=${gpus}&hours=${hours}&start=${start}`
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
        {price !== null && (
          <Link className="link nowrap" href={`/market/${gpuClass.classId}?${params}`} prefetch={false}>
            {t('order', { span: durationText(hours * secondsPerHour) })}
          </Link>
        )}
      </div>
      {price !== null && cheapest !== null && price > BigInt(cheapest) && <p className="warn">{t('dearer', { price: hourPriceText(cheapest) })}</p>}
      <p aria-live="polite">
        <Chance told={told} what={t('what', { gpus })} />
      </p>
    </section>
  )
}

function Chance({ told, what }: { readonly told: FillChance | undefined; readonly what: string }) {
  const t = useTranslations('search.name')
  if (told === undefined) return <span className="dim">{t('hint')}</span>
  const { chance, trades, spanSeconds, price } = told
  if (chance === null)
    return <span className="dim">{trades < fewestChanceTrades ? t('unknown') : t('short', { trades, span: spanText(spanSeconds) })}</span>
  const { filled, hours } = chance
  return (
    <>
      {t.rich('met', { price: priceFieldText(price), filled, hours, what, b: (text) => <b>{text}</b> })}
      {sentenceGap()}
      {hours < fewHours && <span className="dim">{t('few')}</span>}
    </>
  )
}
