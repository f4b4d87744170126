import type { ChainEvent } from '@infinitio/chain'
import type { LeaseRow } from '@infinitio/db'

/** Returns the leases that the logs name. */
export function leasesNamed(events: readonly ChainEvent[]): bigint[] {
  return [...new Set(events.flatMap((event) => ('leaseId' in event ? [event.leaseId as bigint] : [])))]
}

/** Returns the accounts whose rows these logs and the leases in them may change. An account too many costs only one look-up. */
export function accountsNamed(events: readonly ChainEvent[], leases: readonly LeaseRow[]): string[] {
  const named = new Set<string>()
  for (const event of events) {
    for (const field of ['account', 'relayer', 'to', 'owner'] as const) {
      const value = (event as Partial<Record<typeof field, string>>)[field]
      if (value !== undefined) named.add(value)
    }
    if (event.name === 'FeesSwept') for (const account of event.accounts) named.add(account)
    if (event.name === 'Settled') for (const party of [event.terms.renter, event.terms.provider]) named.add(party)
  }
  for (const { renter, provider, holder } of leases) for (const party of [renter, provider, holder]) named.add(party)
  return [...named]
}

/** Returns the nodes whose calendar these logs and leases may change, and the earliest start of the leases. Returns null if there are no such nodes. */
export function nodesNamed(events: readonly ChainEvent[], leases: readonly LeaseRow[]): { nodeIds: string[]; earliest: bigint } | null {
  const windows = leases.map(({ nodeId, startAt }) => ({ nodeId, startAt }))
  for (const event of events) if (event.name === 'Settled') windows.push({ nodeId: event.terms.node, startAt: event.terms.start })
  const [first] = windows
  if (first === undefined) return null
  const earliest = windows.reduce((least, { startAt }) => (startAt < least ? startAt : least), first.startAt)
  return { nodeIds: [...new Set(windows.map(({ nodeId }) => nodeId))], earliest }
}
