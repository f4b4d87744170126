import { dataSheetOf, parsePt } from '@infinitio/domain'
import type { AskDemandWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { amountText } from '#web/parts/format/amountText.ts'

const width = 420
const height = 190
const edge = { left: 52, right: 12, top: 26, bottom: 34 }

type PriceCurveChartProps = {
  readonly curve: PriceCurve
  /** The price that the user typed, in base units per GPU-second. Null if the text is not a price. */
  readonly own: bigint | null
  readonly floor: bigint | null
  /** The content of the chart as a sentence, for screen readers. */
  readonly name: string
}

/** Draws how the expected earnings of 30 days depend on the price. It marks the best price, the typed price, and prices below the cost of electricity. */
export function PriceCurveChart({ curve: { points, best, leases }, own, floor, name }: PriceCurveChartProps) {
  const t = useTranslations('provide.price.curve')
  const highest = points.at(-1)?.price ?? 1n
  const widest = Number(own !== null && own > highest && own < 2n * highest ? own : highest) * 1.05
  const tallest = Math.max(Number(best.month), 1) * 1.1
  const x = (price: bigint) => edge.left + (Math.min(Number(price), widest) / widest) * (width - edge.left - edge.right)
  const y = (month: bigint) => height - edge.bottom - (Number(month) / tallest) * (height - edge.top - edge.bottom)
  const line = points.map(({ price, month }, at) => `${at === 0 ? 'M' : 'L'}${x(price).toFixed(1)},${y(month).toFixed(1)}`).join('')
  const isOwnShown = own !== null && own > 0n && Number(own) <= widest
  const bestAnchor = x(best.price) > width - 90 ? 'end' : x(best.price) < edge.left + 50 ? 'start' : 'middle'
  return (
    <svg className="chart mt-2" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
      {floor !== null && <rect fill="var(--red)" opacity={0.1} x={edge.left} y={edge.top} width={x(floor) - edge.left} height={y(0n) - edge.top} />}
      {[0n, best.month / 2n, best.month].map((month) => (
        <g key={String(month)}>
          <line className="grid" x1={edge.left} x2={width - edge.right} y1={y(month)} y2={y(month)} />
          <text x={edge.left - 6} y={y(month) + 4} textAnchor="end">
            {amountText(month)}
          </text>
        </g>
      ))}
      <path className="l1" d={line} />
      {isOwnShown && (
        <circle fill="var(--amber)" cx={x(own)} cy={y(monthAt({ points, best, leases }, own))} r={4.5}>
          <title>{t('you')}</title>
        </circle>
      )}
      <circle fill="var(--accent)" cx={x(best.price)} cy={y(best.month)} r={4.5} />
      <text x={x(best.price)} y={y(best.month) - 9} textAnchor={bestAnchor}>
        {t('bestMark', { price: amountText(best.price * 3_600n) })}
      </text>
      <text x={x(points[0]?.price ?? 0n)} y={height - 18}>
        {amountText((points[0]?.price ?? 0n) * 3_600n)}
      </text>
      {points.length > 1 && (
        <text x={x(highest)} y={height - 18} textAnchor="end">
          {amountText(highest * 3_600n)}
        </text>
      )}
      <text x={width - edge.right} y={height - 4} textAnchor="end">
        {t('axis')}
      </text>
    </svg>
  )
}

/** A price in base units per GPU-second, and the expected earnings of 30 days at this price, in base units after the fee. */
type CurvePoint = { readonly price: bigint; readonly month: bigint }

/**
 * The points of the curve, lowest price first, and the point with the highest earnings. `leases` is the largest number of leases that any price would have had.
 */
type PriceCurve = { readonly points: readonly CurvePoint[]; readonly best: CurvePoint; readonly leases: number }

type CurveInput = {
  readonly demand: Pick<AskDemandWire, 'curve' | 'from' | 'asOf'>
  readonly gpus: number
  readonly feeBps: number
}

/** The fewest past leases from which a curve is drawn. Fewer leases show too little about prices. */
export const leastLeases = 5
const monthSeconds = 30n * 86_400n
const bpsInAll = 10_000n
/** The default price of electricity in PT per kWh. */
const pricePerKwh = parsePt('0.25') ?? 0n

/**
 * Returns the curve of the expected earnings of 30 days at each price, in base units after the fee. The API replayed the bids of the past days against each
 * price. Its earnings are scaled to 30 days, but to no more than a machine earns that is always full. Returns null if no price would have had `leastLeases`
 * leases. Pure.
 */
export function priceCurveOf({ demand: { curve, from, asOf }, gpus, feeBps }: CurveInput): PriceCurve | null {
  const seconds = BigInt(Math.max(1, asOf.now - from))
  const points = curve.map(({ pricePerGpuSecond, pay }): CurvePoint => {
    const price = BigInt(pricePerGpuSecond)
    const scaled = (BigInt(pay) * monthSeconds) / seconds
    const full = price * BigInt(gpus) * monthSeconds
    return { price, month: afterFee(scaled < full ? scaled : full, feeBps) }
  })
  const leases = curve.reduce((most, step) => Math.max(most, step.leases), 0)
  const [first, ...others] = points
  if (first === undefined || leases < leastLeases) return null
  return { points, best: others.reduce((best, point) => (point.month > best.month ? point : best), first), leases }
}

/**
 * Returns the expected earnings of 30 days at any price, in base units. A price between two points of the curve wins the same bids as the point with the higher
 * price. Returns 0 above the highest price of the curve. Pure.
 */
export function monthAt({ points }: PriceCurve, price: bigint): bigint {
  const above = points.find((point) => point.price >= price)
  return above === undefined || above.price === 0n ? 0n : (above.month * price) / above.price
}

/**
 * Returns the price per GPU-second that pays only for the electricity of a GPU, in base units and rounded up. Also returns the assumed power of the card in
 * watts and the assumed price of a kWh in base units. Returns null for a class without a data sheet. Pure.
 */
export function electricityFloor(className: string): { readonly price: bigint; readonly watts: bigint; readonly perKwh: bigint } | null {
  const watts = dataSheetOf(className)?.boardWatts
  if (watts === undefined) return null
  const wattSecondsInKwh = 3_600_000n
  return { price: (watts * pricePerKwh + wattSecondsInKwh - 1n) / wattSecondsInKwh, watts, perKwh: pricePerKwh }
}

function afterFee(pay: bigint, feeBps: number): bigint {
  return pay - (pay * BigInt(feeBps)) / bpsInAll
}
