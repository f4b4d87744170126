import type { MarketDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { clockText, dayMinuteText, soonText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { LiveMark } from '#web/parts/live/LiveMark.tsx'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'

/** If a lease starts within this many seconds after its trade, it counts as started at once. */
const spotSeconds = 600

/** Lists the last trades, newest first. */
export function TradesPanel({ trades, now }: { readonly trades: MarketDetailWire['trades']; readonly now: number }) {
  const t = useTranslations('market')
  return (
    <section aria-label={t('trades')}>
      <header className="sec-h">
        <h2>{t('trades')}</h2>
        <span className="end">
          <LiveMark />
        </span>
      </header>
      {trades.length === 0 ? (
        <p className="note t13 dim">{t('noTrades')}</p>
      ) : (
        <table className="table tight tr">
          <TableHead
            columns={[
              { name: t('trade.time') },
              { name: t('trade.price'), className: 'n' },
              { name: t('trade.gpus'), className: 'n' },
              { name: t('trade.span'), className: 'n' },
              { name: t('trade.start'), className: 'n' },
            ]}
          />
          <tbody>
            {trades.map(({ leaseId, at, pricePerGpuSecond, gpus, durationSeconds, start, simulated }) => (
              <tr key={leaseId}>
                <td>
                  {now - at < 43_200 ? clockText(at) : dayMinuteText(at)} {simulated && <SimulatedBadge />}
                </td>
                <td className="n">
                  <b>{hourPriceText(pricePerGpuSecond)}</b>
                </td>
                <td className="n">{gpus}</td>
                <td className="n">{spanText(durationSeconds)}</td>
                <td className="n nowrap">{start - at < spotSeconds ? t('trade.now') : soonText(start, at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
