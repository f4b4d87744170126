import type { AskDemandWire, AskExclusion } from '@infinitio/domain/wire'

/**
 * One reason why bids did not rent a machine, with the number of these bids. `canChange` is true if the provider could win such bids with another price or
 * other terms of the ask.
 */
export type DemandRow = { readonly reason: AskExclusion | 'elsewhere' | 'unfilled'; readonly bids: number; readonly canChange: boolean }

const changeable: ReadonlySet<DemandRow['reason']> = new Set([
  ...(['price', 'elsewhere', 'too_short', 'too_long', 'availability', 'private', 'fee', 'mandate'] as const),
])

/** Returns the reasons why bids did not rent a machine with this ask, most frequent first. */
export function demandRows({ excluded, elsewhere, unfilled }: Pick<AskDemandWire, 'excluded' | 'elsewhere' | 'unfilled'>): DemandRow[] {
  const rows = [...excluded, { reason: 'elsewhere' as const, bids: elsewhere }, { reason: 'unfilled' as const, bids: unfilled }]
  return rows
    .filter(({ bids }) => bids > 0)
    .map((row) => ({ ...row, canChange: changeable.has(row.reason) }))
    .sort((one, other) => other.bids - one.bids)
}

/**
 * Returns those of the lower prices at which the machine would have been rented for more GPU time than at every higher price, highest price first. `best` is
 * the one of them that would have earned most; null if there are none.
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

/** Returns by how much a price is above another, in basis points, rounded towards zero; negative if it is below. Returns 0 if the other price is 0. */
export function aboveBps(price: bigint, other: bigint): number {
  return other === 0n ? 0 : Number(((price - other) * 10_000n) / other)
}
