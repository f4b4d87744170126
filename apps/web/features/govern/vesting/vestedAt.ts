import type { VestingWire } from '@infinitio/domain/wire'

type Grant = VestingWire['items'][number]

/**
 * Returns how much of a grant has vested at a time, calculated as the contract does. Before the cliff nothing has vested; after it, the amount grows every
 * second, rounded down.
 */
export function vestedAt({ amount, startAt, cliffAt, endAt }: Pick<Grant, 'amount' | 'startAt' | 'cliffAt' | 'endAt'>, at: number): bigint {
  if (at < cliffAt) return 0n
  if (at >= endAt) return BigInt(amount)
  return (BigInt(amount) * BigInt(at - startAt)) / BigInt(endAt - startAt)
}

/**
 * Returns a curve that shows over time how many G tokens of genesis are unlocked, in whole G. Its first point is on the first day, its last point at the end of
 * the last grant. At each cliff the curve has two points.
 */
export function vestingCurve({ items, atOnce }: Pick<VestingWire, 'items' | 'atOnce'>): { at: number; value: number }[] {
  const start = Math.min(...items.map(({ startAt }) => startAt))
  const end = Math.max(...items.map(({ endAt }) => endAt))
  const steps = Array.from({ length: 61 }, (_, step) => start + Math.round(((end - start) * step) / 60))
  const cliffs = items.flatMap(({ cliffAt }) => [cliffAt - 1, cliffAt]).filter((at) => at >= start)
  return [...new Set([...steps, ...cliffs])]
    .sort((one, other) => one - other)
    .map((at) => {
      const free = items.reduce((sum, grant) => sum + vestedAt(grant, at), BigInt(atOnce))
      return { at, value: Number(free / 10n ** 18n) }
    })
}
