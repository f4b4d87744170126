import { dataSheetOf, parsePt } from '@infinitio/domain'
import type { AskDemandWire } from '@infinitio/domain/wire'

/** A price in base units per GPU-second, and the pay of 30 days at it after the fee. */
export type CurvePoint = { readonly price: bigint; readonly month: bigint }

/** The points of the curve, lowest price first, and the one with the highest pay. */
export type PriceCurve = { readonly points: readonly CurvePoint[]; readonly best: CurvePoint; readonly leases: number }

type CurveInput = {
  readonly demand: Pick<AskDemandWire, 'curve' | 'from' | 'asOf'>
  readonly gpus: number
  readonly feeBps: number
}

/** Fewer leases than this, even at the lowest price, show nothing about a price. */
export const leastLeases = 5
const monthSeconds = 30n * 86_400n
const bpsInAll = 10_000n
/** The price of electricity in the estimate of /provide, before somebody enters another. */
const pricePerKwh = parsePt('0.25') ?? 0n

/**
 * Returns the expected pay of 30 days by price, from the replayed leases of the past days. A machine earns no more than all its GPUs all the time.
 * Returns null if even the lowest price would have had fewer than `leastLeases` leases. Rounded down to base units. Pure.
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

/** Returns the pay of 30 days at any price: a price between two points wins the bids of the higher one. Nothing above the highest price. Pure. */
export function monthAt({ points }: PriceCurve, price: bigint): bigint {
  const above = points.find((point) => point.price >= price)
  return above === undefined || above.price === 0n ? 0n : (above.month * price) / above.price
}

/**
 * Returns the price per GPU-second that pays for the electricity of a GPU at its board power, rounded up, with that power and the price of a kWh.
 * Null for a class without a data sheet. Pure.
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
