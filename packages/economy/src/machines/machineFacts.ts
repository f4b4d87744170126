import { assert, type Hex32, type RecordedEvent } from '@infinitio/domain'
import { epochLedger, type LedgerLease, type LedgerNode } from '../epoch/epochLedger.ts'
import type { HourRecord } from '../epoch/hourRecord.ts'
import { type ReliabilityFacts, reliabilityHours } from './reliability.ts'
import { startOf } from './startOf.ts'

/** The facts of one machine at the end of an hour. */
export type MachineFacts = ReliabilityFacts & { readonly node: Hex32 }

/** `epoch` is the last hour. `hours` are the records that exist, in any order, at most one of each hour. */
export type MachineSources = { readonly epoch: bigint; readonly events: readonly RecordedEvent[]; readonly hours: readonly HourRecord[] }

const hourSeconds = 3_600n
const daySeconds = 86_400n

/** Returns the hours that the facts of an epoch count, both ends included: the last 720. */
export function hoursOfMachines(epoch: bigint): { first: bigint; last: bigint } {
  return { first: epoch - BigInt(reliabilityHours) + 1n, last: epoch }
}

/**
 * Returns the facts of every registered machine that is not retired, from the chain's events until the end of an hour and the records of its last 720 hours.
 * Everyone gets the same. An hour without a record, or in which no machine at all was seen, counts for none: then the market was away. Asserts that each hour
 * appears once.
 */
export function machineFactsAt({ epoch, events, hours }: MachineSources): MachineFacts[] {
  const until = (epoch + 1n) * hourSeconds
  const { first } = hoursOfMachines(epoch)
  const ledger = epochLedger(events, { until })
  const seen = secondsByHour(hours.filter(({ hour }) => hour >= first && hour <= epoch))
  const from = first * hourSeconds
  // A provider can end a lease long before its start. It counts only once its start is over, so that the window never has more than 31 days.
  const begun = [...ledger.leases.values()].filter(({ start }) => start >= from && start < until)
  const leases = Map.groupBy(begun, ({ node }) => node.node)
  return [...ledger.nodes.values()]
    .filter(({ isRetired }) => !isRetired)
    .map((node) => ({ node: node.node, ...presenceOf(node, seen), ...daysOf(leases.get(node.node) ?? [], { until }) }))
}

function secondsByHour(hours: readonly HourRecord[]): Map<bigint, Map<Hex32, number>> {
  const byHour = new Map(hours.map(({ hour, nodes }) => [hour, new Map(nodes.map(({ node, seconds }) => [node, seconds]))]))
  assert(byHour.size === hours.length, 'each hour is recorded once')
  return byHour
}

function presenceOf({ node, registeredAt }: LedgerNode, seen: ReadonlyMap<bigint, ReadonlyMap<Hex32, number>>) {
  let hours = 0
  let presentSeconds = 0
  for (const [hour, nodes] of seen) {
    if (nodes.size === 0 || hour * hourSeconds < registeredAt) continue
    const seconds = nodes.get(node) ?? 0
    assert(seconds >= 0 && BigInt(seconds) <= hourSeconds, 'an hour has 3,600 seconds')
    hours += 1
    presentSeconds += seconds
  }
  return { hours, presentSeconds }
}

/** Each day counts at most once as in time and once as late, so that neither many short leases nor one angry renter moves much. */
function daysOf(leases: readonly LedgerLease[], { until }: { until: bigint }) {
  const days = { in_time: new Set<bigint>(), late: new Set<bigint>() }
  for (const lease of leases) {
    const start = startOf(lease, { until })
    if (start !== null) days[start].add(lease.start / daySeconds)
  }
  return { daysInTime: days.in_time.size, daysLate: days.late.size }
}
