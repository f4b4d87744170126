import type { LeaseWire } from '@infinitio/domain/wire'

/** The leases that a maintenance overlaps: how many, and the last end in Unix seconds. */
export type Overlap = { readonly count: number; readonly lastEnd: number }

/** Returns how many live leases of these machines overlap a time, and when the last of them ends. Returns null if there are none. Pure. */
export function overlappingLeases(
  leases: readonly LeaseWire[],
  { nodes, from, seconds }: { readonly nodes: ReadonlySet<string>; readonly from: number; readonly seconds: number },
): Overlap | null {
  const found = leases.filter(
    ({ state, terms, endsAt }) =>
      (state === 'active' || state === 'booked') && nodes.has(terms.node) && endsAt > from && terms.start < from + seconds,
  )
  return found.length === 0 ? null : { count: found.length, lastEnd: Math.max(...found.map(({ endsAt }) => endsAt)) }
}
