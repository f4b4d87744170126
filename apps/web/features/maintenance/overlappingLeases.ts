import type { LeaseWire } from '@infinitio/domain/wire'

/** The leases that a maintenance overlaps: how many, and the last end in Unix seconds. */
export type Overlap = { readonly count: number; readonly lastEnd: number }

/** Returns the live leases of these machines that overlap a time, or null without any. Pure. */
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
