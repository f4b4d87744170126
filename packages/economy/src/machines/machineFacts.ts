import { type Address, assert, type Hex32, type RecordedEvent } from '@infinitio/domain'
import { type EpochLedger, epochLedger, type LedgerLease, type LedgerNode } from '../epoch/epochLedger.ts'
import type { HourRecord } from '../epoch/hourRecord.ts'
import { type ReliabilityFacts, reliabilityHours } from './reliability.ts'
import type { AttestedSlot } from './slotGpus.ts'
import { slotResultsOf } from './slotResults.ts'
import { type NetworkFacts, networkOf, probedHoursOf, type ProbeReport } from './networkOf.ts'
import { type PlaceFacts, placeFactsOf } from './placeFacts.ts'
import { type RecentSlots, recentSlotsOf, type SlotCounts, slotCountsOf } from './tier.ts'

/** The facts of one machine at the end of an hour. */
export type MachineFacts = ReliabilityFacts &
  SlotCounts &
  RecentSlots &
  NetworkFacts &
  PlaceFacts & {
    readonly node: Hex32
    /**
     * The seconds from the start of a lease until its machine was ready: nine of ten counted starts took at most this long. Only the slowest start of each day
     * counts. A late start counts as 601 s. Leases to the provider itself do not count. Null if no start counts.
     */
    readonly readySeconds: number | null
  }

/**
 * The sources of machine facts.
 * - `epoch` is the last hour (Unix time ÷ 3,600), and `events` are the chain's events.
 * - `hours` are the presence records that exist, at most one for each hour.
 * - `slots` are the attested slots of GPU proofs.
 * - `probes` are the validators' reports of the last 24 hours.
 * All lists may be in any order. Facts count before `until` (Unix seconds), by default the end of the last hour.
 */
export type MachineSources = {
  readonly epoch: bigint
  readonly events: readonly RecordedEvent[]
  readonly hours: readonly HourRecord[]
  readonly slots: readonly AttestedSlot[]
  readonly probes?: readonly ProbeReport[]
  readonly until?: bigint
}

const hourSeconds = 3_600n
const daySeconds = 86_400n

/** Returns the first and the last of the 720 hours that the facts of an epoch cover. */
export function hoursOfMachines(epoch: bigint): { first: bigint; last: bigint } {
  return { first: epoch - BigInt(reliabilityHours) + 1n, last: epoch }
}

/**
 * The shortest absence, in seconds. A machine was absent in an hour if it was seen for at least this many seconds less than the machine that was seen longest
 * in that hour. During an outage of the whole market no machine is seen, so no machine counts as absent. The contract also accepts no shorter silence.
 */
const silenceSeconds = 120

/**
 * Returns the facts of every registered machine that was seen or made a GPU proof, without retired machines. The facts follow only from public data, so that
 * everyone gets the same result: the chain's events until the end of an hour, the presence records of the last 720 hours, the slots of GPU proofs that
 * validators attested, and their reports. An hour without a record, or in which no machine was seen, counts for no machine, because the market itself was down.
 * Asserts that each hour appears once.
 */
export function machineFactsAt({ epoch, events, hours, slots, probes = [], until = (epoch + 1n) * hourSeconds }: MachineSources): MachineFacts[] {
  const { first } = hoursOfMachines(epoch)
  const ledger = epochLedger(events, { until })
  const seen = secondsByHour(hours.filter(({ hour }) => hour >= first && hour <= epoch))
  const longest = new Map([...seen].map(([hour, nodes]) => [hour, [...nodes.values()].reduce((most, seconds) => Math.max(most, seconds), 0)]))
  const from = first * hourSeconds
  // A provider can end a lease long before its start. Such a lease counts only when its start has passed. So all counted leases start within the last 720
  // hours, which are at most 31 days.
  const begun = [...ledger.leases.values()].filter(({ start }) => start >= from && start < until)
  const leases = Map.groupBy(begun, ({ node }) => node.node)
  const leasesOfAnyTime = Map.groupBy(ledger.leases.values(), ({ node }) => node.node)
  const before = slots.filter(({ at }) => at < until).map(({ at, statements }) => ({ at, ofNodes: Map.groupBy(statements, ({ node }) => node) }))
  const newestAt = before.length === 0 ? null : Math.max(...before.map(({ at }) => Number(at)))
  const probesOf = reportsByNode(probes)
  const required = requiredBonds(ledger)
  return [...ledger.nodes.values()]
    .filter(({ isRetired }) => !isRetired)
    .flatMap((node) => {
      const seconds = secondsOf(node, seen)
      const presentSeconds = [...seconds.values()].reduce((sum, it) => sum + it, 0)
      const own = before.map(({ at, ofNodes }) => ({ at, own: ofNodes.get(node.node) ?? [] }))
      // A machine that was never seen and made no proof gets no facts. Otherwise anybody could fill the list by registering machines.
      if (presentSeconds === 0 && own.every((slot) => slot.own.length === 0)) return []
      const results = slotResultsOf(node, { slots: own, leases: leasesOfAnyTime.get(node.node) ?? [] })
      const days = daysOf(leases.get(node.node) ?? [], { until, seconds, longest })
      const now = Number(until)
      const counts = { ...slotCountsOf(results, { newestAt }), ...recentSlotsOf(results, { now }) }
      const reports = probesOf.get(node.node) ?? []
      const network = networkOf(probedHoursOf(reports), { epoch })
      const place = placeFactsOf(node, { ledger, reports, epoch, until, requiredBond: required.get(node.provider) ?? 0n })
      return [{ node: node.node, hours: seconds.size, presentSeconds, ...days, ...counts, ...network, ...place }]
    })
}

/** Returns, for each provider, the bond that all its machines together need, in PToken base units. Retired machines need none. */
function requiredBonds({ nodes }: EpochLedger): Map<Address, bigint> {
  const live = [...nodes.values()].filter(({ isRetired }) => !isRetired)
  return new Map(
    [...Map.groupBy(live, ({ provider }) => provider)].map(([provider, own]) => [provider, own.reduce((sum, node) => sum + node.requiredBond, 0n)]),
  )
}

/** Groups the reports by machine. In the group of a machine, each report has only the records of this machine. */
function reportsByNode(reports: readonly ProbeReport[]): Map<Hex32, ProbeReport[]> {
  const all = reports.flatMap(({ records, ...by }) =>
    [...Map.groupBy(records, ({ node }) => node)].map(([node, own]) => ({ node, report: { ...by, records: own } })),
  )
  return new Map([...Map.groupBy(all, ({ node }) => node)].map(([node, own]) => [node, own.map(({ report }) => report)]))
}

function secondsByHour(hours: readonly HourRecord[]): Map<bigint, Map<Hex32, number>> {
  const byHour = new Map(hours.map(({ hour, nodes }) => [hour, new Map(nodes.map(({ node, seconds }) => [node, seconds]))]))
  assert(byHour.size === hours.length, 'each hour is recorded once')
  return byHour
}

/**
 * Returns the seconds that a machine was seen, for each hour that counts for it. An hour counts if it began at or after the machine's registration and any
 * machine was seen in it.
 */
function secondsOf({ node, registeredAt }: LedgerNode, seen: ReadonlyMap<bigint, ReadonlyMap<Hex32, number>>): Map<bigint, number> {
  const byHour = new Map<bigint, number>()
  for (const [hour, nodes] of seen) {
    if (nodes.size === 0 || hour * hourSeconds < registeredAt) continue
    const seconds = nodes.get(node) ?? 0
    assert(seconds >= 0 && BigInt(seconds) <= hourSeconds, 'an hour has 3,600 seconds')
    byHour.set(hour, seconds)
  }
  return byHour
}

/** The seconds to Ready that count for a lease that was not ready in time: one more than the 600 that the contract allows. */
const lateSeconds = 601

/** Returns the smallest value that at least nine of ten values do not exceed. Null without values. */
function ninthOfTen(values: readonly number[]): number | null {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.9) - 1] ?? null
}

/**
 * `until` is the end of the facts in Unix seconds. `seconds` has, by hour, how long this machine was seen. `longest` has, by hour, how long the machine that
 * was seen longest in that hour was seen.
 */
type DaySources = { readonly until: bigint; readonly seconds: ReadonlyMap<bigint, number>; readonly longest: ReadonlyMap<bigint, number> }

/**
 * Returns the number of days with a start in time, and the number of days with a late start. A day counts at most once in each number, so that many short
 * leases or one angry renter have little effect.
 */
function daysOf(leases: readonly LedgerLease[], { until, seconds, longest }: DaySources) {
  const isAbsent = (hour: bigint) => {
    const own = seconds.get(hour)
    return own !== undefined && own <= (longest.get(hour) ?? 0) - silenceSeconds
  }
  const wasAbsent = (from: bigint, to: bigint) => isAbsent(from / hourSeconds) || isAbsent(to / hourSeconds)
  const days = { in_time: new Set<bigint>(), late: new Set<bigint>() }
  const slowest = new Map<bigint, number>()
  for (const lease of leases) {
    const start = startOf(lease, { until, wasAbsent })
    if (start === null) continue
    const day = lease.start / daySeconds
    days[start].add(day)
    const readyAfter = lease.readyAt === null ? lateSeconds : Number(lease.readyAt - lease.start)
    slowest.set(day, Math.max(slowest.get(day) ?? 0, readyAfter))
  }
  return { daysInTime: days.in_time.size, daysLate: days.late.size, readySeconds: ninthOfTen([...slowest.values()]) }
}

/** The contract accepts Ready until this many seconds after the start. */
const readySeconds = 600n
/** For so many seconds after a spot lease was settled, the provider may return the lease without paying compensation. */
const returnSeconds = 120n

/**
 * `until` is the end of the facts, in Unix seconds. `wasAbsent` returns true if the machine was absent in the hour that contains `from` or in the hour that
 * contains `to`.
 */
type StartView = { readonly until: bigint; readonly wasAbsent: (from: bigint, to: bigint) => boolean }

/**
 * Returns how a lease started: ready in time, or late. The rule is that of the contract for compensation, but it uses presence records instead of attested
 * outages. A start that never became ready is late in two cases:
 * - the provider ended the lease, and it was not an early return of a spot lease;
 * - the machine was absent when it should have become ready.
 * Otherwise it is not late, because a renter could choose an image that cannot start. Returns null if the start does not count, or is
 * not decided yet.
 */
function startOf(
  { renter, node, start, durationSeconds, isSpot, readyAt, closed }: LedgerLease,
  { until, wasAbsent }: StartView,
): 'in_time' | 'late' | null {
  if (renter === node.provider) return null
  // The contract does not accept a late Ready, so every Ready was in time.
  if (readyAt !== null) return 'in_time'
  if (closed?.reason === 'provider_ended') return isSpot && closed.at <= start + returnSeconds ? null : 'late'
  const deadline = start + (durationSeconds < readySeconds ? durationSeconds : readySeconds)
  if ((closed?.at ?? until) <= deadline) return null
  return wasAbsent(start, deadline) ? 'late' : null
}
