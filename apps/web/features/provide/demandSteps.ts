import type { AskDemandWire } from '@infinitio/domain/wire'

/**
 * Returns the useful ones of the lower prices, highest price first: those at which the machine would have been rented for more GPU time than at every higher
 * price. `best` is the useful price that would have earned most; null if there is none.
 */
export function usefulSteps(steps: AskDemandWire['steps']): {
  readonly steps: AskDemandWire['steps']
  readonly best: AskDemandWire['steps'][number] | null
} {
  const [own, ...lower] = steps
  let most = BigInt(own?.gpuSeconds ?? 0)
  const useful = lower.filter(({ gpuSeconds }) => {
    const isMore = BigInt(gpuSeconds) > most
    if (isMore) most = BigInt(gpuSeconds)
    return isMore
  })
  const best = useful.reduce<(typeof useful)[number] | null>((one, step) => (one === null || BigInt(step.pay) > BigInt(one.pay) ? step : one), null)
  return { steps: useful, best }
}

/** Returns by how much `price` is above `other`, in basis points of `other`, rounded towards zero; negative if it is below. Returns 0 if `other` is 0. */
export function aboveBps(price: bigint, other: bigint): number {
  return other === 0n ? 0 : Number(((price - other) * 10_000n) / other)
}
