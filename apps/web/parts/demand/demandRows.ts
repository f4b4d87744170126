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
