import type { AskDemandWire, AskExclusion } from '@infinitio/domain/wire'

/** One line of what kept bids away; `canChange`: by another price or other terms of the ask. */
export type DemandRow = { readonly reason: AskExclusion | 'elsewhere' | 'unfilled'; readonly bids: number; readonly canChange: boolean }

const changeable: ReadonlySet<DemandRow['reason']> = new Set([
  ...(['price', 'elsewhere', 'too_short', 'too_long', 'availability', 'private', 'fee', 'mandate'] as const),
])

/** Why bids did not hire an ask, most first. */
export function demandRows({ excluded, elsewhere, unfilled }: Pick<AskDemandWire, 'excluded' | 'elsewhere' | 'unfilled'>): DemandRow[] {
  const rows = [...excluded, { reason: 'elsewhere' as const, bids: elsewhere }, { reason: 'unfilled' as const, bids: unfilled }]
  return rows
    .filter(({ bids }) => bids > 0)
    .map((row) => ({ ...row, canChange: changeable.has(row.reason) }))
    .sort((one, other) => other.bids - one.bids)
}

/** The lower prices that would have brought more than every dearer one, dearest first, and of them the one that pays most; null when none would. */
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

/** How far a price stands above another, in basis points rounded down; negative when it is below. */
export function aboveBps(price: bigint, other: bigint): number {
  return other === 0n ? 0 : Number(((price - other) * 10_000n) / other)
}
