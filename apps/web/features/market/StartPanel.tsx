'use client'
import type { MarketDetailWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { momentText } from '#web/features/format/clockText.ts'
import { hoursText } from '#web/features/format/hoursText.ts'
import { hourPriceText } from '#web/features/market/marketTexts.ts'
import { newOrderHref } from '#web/features/order-ticket/newOrderHref.ts'

const durations = [1, 6, 24, 168] as const

type StartPanelProps = {
  readonly detail: Pick<MarketDetailWire, 'starts' | 'classId' | 'regionId'>
  readonly hours: number
  readonly onHours: (hours: number) => void
}

/** Free GPUs by price and start: a table whose cells are darker where more is free, and lead to an order for them. */
export function StartPanel({ detail, hours, onHours }: StartPanelProps) {
  const { classId, regionId } = detail
  const { starts, bands, free, wanted } = detail.starts
  const t = useTranslations('market')
  const most = Math.max(1, ...bands.flatMap(({ gpus }) => gpus))
  const now = starts[0] ?? 0
  return (
    <section aria-label={t('byStart')}>
      <header className="sec-h">
        <h2>{t('byStart')}</h2>
        <span className="end">
          <Segmented
            label={t('freeFor')}
            value={String(hours)}
            options={durations.map((value) => ({ value: String(value), label: hoursText(value) }))}
            onChange={(value) => onHours(Number(value))}
          />
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a phone, so a keyboard must reach it. */}
      <section className="scroll" tabIndex={0} aria-label={t('byStart')}>
        <table className="table heat">
          <TableHead
            columns={[{ name: t('askPrice') }, ...starts.map((start, at) => ({ name: at === 0 ? t('now') : startText(start, now), className: 'n' }))]}
          />
          <tbody>
            {bands.map(({ fromPrice, toPrice, gpus }) => (
              <tr key={fromPrice}>
                <td>{bandText(fromPrice, toPrice)}</td>
                {gpus.map((count, at) => (
                  <td key={starts[at]} className="n">
                    {count === 0 ? (
                      <span className="none">0</span>
                    ) : (
                      <Link
                        style={{ '--o': (0.06 + (0.5 * count) / most).toFixed(2) } as CSSProperties}
                        href={newOrderHref({ class: classId, region: regionId, price: toPrice, hours, from: at === 0 ? null : (starts[at] ?? null) })}
                        aria-label={t('orderCell', {
                          count,
                          price: hourPriceText(toPrice),
                          start: at === 0 ? t('now') : startText(starts[at] ?? 0, now),
                        })}
                      >
                        {count}
                      </Link>
                    )}
                  </td>
                ))}
              </tr>
            ))}
            <SumRow name={t('freeGpus')} counts={free} starts={starts} isStrong />
            <SumRow name={t('wanted')} counts={wanted} starts={starts} />
          </tbody>
        </table>
      </section>
      <p className="note t12 dim">{t('byStartText', { span: hoursText(hours) })}</p>
    </section>
  )
}

type SumRowProps = { readonly name: string; readonly counts: readonly number[]; readonly starts: readonly number[]; readonly isStrong?: boolean }

function SumRow({ name, counts, starts, isStrong = false }: SumRowProps) {
  return (
    <tr className="sum">
      <td>{name}</td>
      {counts.map((count, at) => (
        <td key={starts[at]} className="n">
          {isStrong ? <b>{count}</b> : count}
        </td>
      ))}
    </tr>
  )
}

function bandText(fromPrice: string, toPrice: string): string {
  const from = hourPriceText(fromPrice)
  return fromPrice === toPrice ? from : `${from} – ${hourPriceText(toPrice)}`
}

/** "14:00" within the day, else "Sat 14:00". */
function startText(start: number, now: number): string {
  const [day = '', time = ''] = momentText(start).split(', ')
  return start - now < 43_200 ? time : start - now < 6 * 86_400 ? `${day.split(' ')[0]} ${time}` : day
}
