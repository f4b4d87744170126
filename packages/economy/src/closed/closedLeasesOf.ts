import type { Address, RecordedEvent } from '@infinitio/domain'
import { epochLedger } from '../epoch/epochLedger.ts'
import { type ClosedLease, weekPayOf } from './closedTree.ts'

/** A root states the leases of this many seconds, a day more than in which the court accepts a dispute about them. */
export const closedSeconds = 8n * 86_400n

/** The contract's address, the end of the stated time in Unix seconds, and the holders of transferred leases when they closed. */
type ClosedSources = { readonly market: Address; readonly until: bigint; readonly holders: ReadonlyMap<bigint, Address> }

/** Returns the leases that closed in the eight days before `until`, from the chain's events before it, by number. */
export function closedLeasesOf(events: readonly RecordedEvent[], { market, until, holders }: ClosedSources): ClosedLease[] {
  const from = until - closedSeconds
  const { leases } = epochLedger(events, { until })
  return [...leases].flatMap(([leaseId, { closed, node, renter, pricePerGpuSecond, gpus }]) => {
    if (closed === null || closed.at < from) return []
    const holder = holders.get(leaseId) ?? renter
    return [{ market, leaseId, holder, provider: node.provider, closedAt: Number(closed.at), weekPay: weekPayOf({ pricePerGpuSecond, gpus }) }]
  })
}
