import type { MarketDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { SimulatedMarket } from '#web/parts/market/SimulatedMarket.tsx'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'

const shown = 8

type Levels = MarketDetailWire['depth']['asks']
type Summed = Levels[number] & { readonly total: number }

/** Shows the order book around its best prices: asks at the top, and below them the bids that have enough money. Bars show the cumulative number of GPUs. */
export function BookPanel({ depth, figures }: Pick<MarketDetailWire, 'depth' | 'figures'>) {
  const t = useTranslations('market')
  const asks = summed(depth.asks)
  const bids = summed(depth.bids)
  const spread = spreadOf(depth)
  const most = Math.max(1, asks.at(-1)?.total ?? 0, bids.at(-1)?.total ?? 0)
  return (
    <section aria-label={t('book')}>
      <header className="sec-h">
        <h2>{t('book')}</h2>
        {figures.simulated && <SimulatedMarket />}
        <span className="end t12 dim">{t('bookText', { shown })}</span>
      </header>
      <table className="table tight ob">
        <TableHead
          columns={[
            { name: t('trade.price') },
            { name: t('trade.gpus'), className: 'n' },
            { name: t('orders'), className: 'n' },
            { name: t('totalGpus'), className: 'n' },
          ]}
        />
        <tbody>
          {asks.toReversed().map((level) => (
            <LevelRow key={level.pricePerGpuSecond} level={level} most={most} side="ask" />
          ))}
          <tr className="mid">
            <td colSpan={4}>
              <span className="row between">
                <span>
                  {t('bestAsk')} <b>{hourPriceText(depth.asks[0]?.pricePerGpuSecond ?? null)}</b>
                </span>
                {spread !== null && <span className="dim">{t('spread', spread)}</span>}
                <span>
                  {t('bestBid')} <b>{hourPriceText(depth.bids[0]?.pricePerGpuSecond ?? null)}</b>
                </span>
              </span>
            </td>
          </tr>
          {bids.map((level) => (
            <LevelRow key={level.pricePerGpuSecond} level={level} most={most} side="bid" />
          ))}
        </tbody>
      </table>
      <p className="note t12 dim">{asks.length + bids.length === 0 ? t('bookEmpty') : t('bookNote')}</p>
    </section>
  )
}

/** Returns the spread between the best bid and the best ask, in PT per GPU-hour and in percent of the ask. Returns null if either is missing. */
function spreadOf({ asks: [ask], bids: [bid] }: MarketDetailWire['depth']): { price: string; percent: string } | null {
  if (ask === undefined || bid === undefined) return null
  const [high, low] = [BigInt(ask.pricePerGpuSecond), BigInt(bid.pricePerGpuSecond)]
  return { price: hourPriceText((high - low).toString()), percent: (Number(((high - low) * 1_000n) / high) / 10).toFixed(1) }
}

function LevelRow({ level, most, side }: { readonly level: Summed; readonly most: number; readonly side: 'ask' | 'bid' }) {
  const t = useTranslations('market')
  return (
    <tr className={side}>
      <td>
        <span className="sr">{t(side)} </span>
        <b>{hourPriceText(level.pricePerGpuSecond)}</b>
      </td>
      <td className="n">{level.gpus}</td>
      <td className="n">{level.orders}</td>
      <td className="n cum">
        <i style={{ width: `${Math.max(2, (level.total / most) * 90)}%` }} aria-hidden />
        <span>{level.total}</span>
      </td>
    </tr>
  )
}

function summed(levels: Levels): Summed[] {
  let total = 0
  return levels.slice(0, shown).map((level) => {
    total += level.gpus
    return { ...level, total }
  })
}
