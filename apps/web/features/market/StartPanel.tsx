'use client'
import type { MarketDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { dayText, minuteText, soonText } from '#web/parts/format/clockText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { SimulatedMarket } from '#web/parts/market/SimulatedMarket.tsx'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { type DepthCell, isOfCell } from '#web/features/order-ticket/cellDraft.ts'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'

const durations = [1, 6, 24, 168] as const

type StartPanelProps = {
  readonly detail: Pick<MarketDetailWire, 'starts' | 'figures'>
  /** The order in the ticket. The cell with the same price and start is marked. */
  readonly draft: TicketDraft
  readonly hours: number
  readonly onHours: (hours: number) => void
  readonly onCell: (cell: DepthCell) => void
}

/** Shows how many GPUs are free at which price and start. A cell is darker if more GPUs are free. A click on a cell fills the order form. */
export function StartPanel({ detail, draft, hours, onHours, onCell }: StartPanelProps) {
  const { starts, bands, free, wanted } = detail.starts
  const t = useTranslations('market')
  const most = Math.max(1, ...bands.flatMap(({ gpus }) => gpus))
  const now = starts[0] ?? 0
  return (
    <section aria-label={t('byStart')}>
      <header className="sec-h">
        <h2>{t('byStart')}</h2>
        {detail.figures.simulated && <SimulatedMarket />}
        <span className="end">
          <Segmented
            label={t('freeFor')}
            value={String(hours)}
            options={durations.map((value) => ({ value: String(value), label: durationText(value * 3_600) }))}
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
                    <StartCell
                      count={count}
                      strength={count / most}
                      cell={{ pricePerGpuSecond: BigInt(toPrice), hours, from: at === 0 ? null : (starts[at] ?? null) }}
                      now={now}
                      draft={draft}
                      onCell={onCell}
                    />
                  </td>
                ))}
              </tr>
            ))}
            <SumRow name={t('freeGpus')} counts={free} starts={starts} isStrong />
            <SumRow name={t('wanted')} counts={wanted} starts={starts} />
          </tbody>
        </table>
      </section>
      <p className="note t12 dim">{t('byStartText', { span: durationText(hours * 3_600) })}</p>
    </section>
  )
}

type StartCellProps = Pick<StartPanelProps, 'draft' | 'onCell'> & {
  readonly count: number
  /** The free GPUs of this cell relative to the cell with the most free GPUs. It decides how dark the cell is. */
  readonly strength: number
  readonly cell: DepthCell
  readonly now: number
}

function StartCell({ count, strength, cell, now, draft, onCell }: StartCellProps) {
  const t = useTranslations('market')
  if (count === 0) return <span className="none">0</span>
  const price = hourPriceText(cell.pricePerGpuSecond.toString())
  return (
    <button
      type="button"
      style={{ '--o': (0.06 + 0.5 * strength).toFixed(2) } as CSSProperties}
      aria-pressed={isOfCell(draft, cell)}
      aria-label={t('orderCell', { count, price, start: cell.from === null ? t('now') : startText(cell.from, now) })}
      onClick={() => onCell(cell)}
    >
      {count}
    </button>
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

/** Returns "14:00" within 12 hours, "Sat 14:00" within six days, else only the day. */
function startText(start: number, now: number): string {
  if (start - now < 43_200) return minuteText(start)
  return start - now < 6 * 86_400 ? soonText(start, now) : dayText(start)
}
