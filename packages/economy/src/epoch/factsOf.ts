import { type Address, assert, type Hex32, type RecordedEvent, referencePerformanceOf } from '@infinitio/domain'
import type { PastCommitment } from '../factors/posterior.ts'
import { type AuditedProof, provenEnergy } from '../factors/provenEnergy.ts'
import { divDown, least, WAD } from '../fixed/wad.ts'
import type { AttestedSlot } from '../machines/slotGpus.ts'
import { economyParameters } from '../parameters.ts'
import { type CountedTime, countedTime, type SecondsSeen, secondsBetween, secondsSeen } from './countedTime.ts'
import type { EpochPlace } from './describeEpoch.ts'
import type { ClassFacts, EpochFacts, NodeFacts, PaidBefore, ProgrammeFacts, ProviderFacts } from './epochFacts.ts'
import { type EpochLedger, epochLedger, type LedgerClass, type LedgerLease } from './epochLedger.ts'
import { forecastCapacityOf } from './forecastCapacityOf.ts'
import { pastOf, pastOfPromise } from './pastOf.ts'
import { type MeasuredNode, measuredNodes } from './measuredNodes.ts'
import type { HourRecord } from './hourRecord.ts'
import { referencePrice } from './referencePrice.ts'
import { type SlotSpan, slotSpans } from './slotSpans.ts'

/** Largest number of hours of an epoch. An epoch also pays for earlier hours that were not published, up to this limit (ADR 120). */
export const mostHours = 72n
const hourSeconds = 3_600n
const daySeconds = 86_400n
const demandHours = 168n
const faultSeconds = 90n * daySeconds
const wholeG = WAD

/** The public data from which an epoch (hours for which providers are paid) follows. `before` has each provider's pay up to the previous epoch. */
export type EpochSources = {
  chainId: bigint
  emission: Address
  epoch: bigint
  /** The last published epoch; 0 if there is none. */
  previous: bigint
  events: readonly RecordedEvent[]
  hours: readonly HourRecord[]
  /**
   * The presence records of the hours before the epoch. The epoch also counts the time between the last slot of GPU proofs before the epoch and the first slot
   * in it, and that time begins in these hours. An hour without a record counts as an hour in which no machine responded.
   */
  earlier?: readonly HourRecord[]
  /** The slots of GPU proofs that validators attested in blocks from `slotsFrom` to the end of the epoch. */
  slots?: readonly AttestedSlot[]
  before: readonly PaidBefore[]
}

/** Returns the first and last hour that an epoch pays for: all since the previous epoch, at most 72. */
export function hoursOfEpoch({ epoch, previous }: { epoch: bigint; previous: bigint }): { first: bigint; last: bigint } {
  const most = epoch + 1n - mostHours
  return { first: previous >= most ? previous + 1n : most, last: epoch }
}

/**
 * Returns the facts of an epoch from the chain's events until the end of its last hour and the presence records of its hours. Everyone gets the
 * same integers. docs/guides/epochs.md lists the source of each factor. Asserts that each hour appears once and that the parameters are set.
 */
export function factsOf(sources: EpochSources): EpochFacts & EpochPlace {
  const { chainId, emission, epoch, previous, before } = sources
  const { first, last } = hoursOfEpoch(sources)
  const from = first * hourSeconds
  const until = (last + 1n) * hourSeconds
  const ledger = epochLedger(sources.events, { until })
  assert(ledger.parameters !== null, 'the contract has parameters')
  const { values, version } = ledger.parameters
  const leases = [...ledger.leases.values()]
  checkHours(sources.hours, { first, last })
  const seen = secondsSeen([...sources.hours, ...(sources.earlier ?? [])])
  const spans = spansOf(sources, { from, until })
  const measured = measuredNodes(sources.slots ?? [], { until })
  const nodes = nodesOf(ledger, { leases, seen, spans, measured, from, until })
  const dayBefore = until - daySeconds
  const unpromised = [...ledger.programmes.values()].reduce((left, { remaining }) => left - remaining, ledger.surplus)
  return {
    ...{ chainId, emission, epoch, previous, parametersVersion: version, before },
    parameters: economyParameters(values),
    classes: [...ledger.classes.values()].map((it) => classOf(it, ledger, { leases, since: dayBefore })),
    nodes,
    providers: providersOf(ledger, { leases, until }),
    programmes: programmesOf(ledger),
    sold: soldByHour(leases, last),
    surplus: unpromised > 0n ? unpromised : 0n,
    forecastCapacity: capacityOf(ledger, { seen, leases: leases.filter(({ settledAt }) => settledAt >= dayBefore), from, until }),
  }
}

function checkHours(hours: readonly HourRecord[], { first, last }: { first: bigint; last: bigint }): void {
  const told = new Set(hours.map(({ hour }) => hour))
  assert(told.size === hours.length && BigInt(told.size) === last - first + 1n, 'each hour has one record')
  for (const { hour } of hours) assert(hour >= first && hour <= last, 'an hour is of the epoch')
}

/**
 * Returns the times between successive slots of GPU proofs that the epoch counts. Returns null if validators never attested a slot in this market; then the
 * time in which a node responded counts instead.
 */
function spansOf({ events, slots = [] }: EpochSources, { from, until }: EpochSpan): SlotSpan[] | null {
  const attested = events.filter((event) => event.name === 'ProofsAttested' && event.at < until)
  if (attested.length === 0) return null
  return slotSpans(slots, { from, until, isFirst: attested.every(({ at }) => at >= from) })
}

type NodeSources = {
  leases: LedgerLease[]
  seen: SecondsSeen
  spans: SlotSpan[] | null
  measured: ReadonlyMap<Hex32, MeasuredNode>
} & EpochSpan

function nodesOf({ nodes, burnBps, proofs }: EpochLedger, { leases, seen, spans, measured, from, until }: NodeSources): NodeFacts[] {
  const ofNode = grouped(leases, (lease) => lease.node.node)
  const audited = auditedProofs(proofs)
  const isPaidIn = (at: bigint) => (spans === null ? at >= from : spans.some((span) => at >= span.from && at < span.until))
  return [...nodes.values()].map((ofLedger) => {
    const { node, provider, classId, regionId, gpus, tier, reliabilityBps } = ofLedger
    const own = ofNode.get(node) ?? []
    const fees = own.flatMap(({ payments }) => payments).reduce((sum, { at, fees: paid }) => (isPaidIn(at) ? sum + paid : sum), 0n)
    const seconds = secondsBetween(seen, node, { from, until })
    const { gpuSeconds, isRebateOnly, classGpuSeconds } =
      spans === null ? allTime(seconds * BigInt(gpus)) : countedTime(ofLedger, { spans, seen, leases: own })
    const { speed, site } = measured.get(node) ?? { speed: 0n, site: 0 }
    return {
      ...{ node, provider, classId, region: regionId, site },
      provenEnergy: provenEnergy(audited, { node, time: until - 1n }),
      ...{ provenGpuSeconds: gpuSeconds, isRebateOnly, classGpuSeconds },
      // Only a machine of tier (verification level) 1 or above has passed proofs of its hardware, so any other machine has no quality from proofs.
      quality: { speed, proofs: tier >= 1 ? WAD : 0n, reliability: (reliabilityBps * WAD) / 10_000n },
      stability: { availability: divDown(seconds, until - from), faultRate: faultRateOf(pastOf(own, until)) },
      // Rounds each fee down separately, so that the sum is at most the amount that the contract FeeSplitter burns.
      burned: (fees * burnBps) / 10_000n,
    }
  })
}

/** Returns the counted time of a machine in a market in which validators never attested a slot of GPU proofs: all time in which it responded. */
function allTime(gpuSeconds: bigint): CountedTime {
  return { gpuSeconds, isRebateOnly: false, classGpuSeconds: gpuSeconds }
}

/**
 * Returns the proofs of green energy that were accepted before the end of the epoch's hours. Expired and revoked proofs are included, with the times of their
 * end.
 */
function auditedProofs(proofs: EpochLedger['proofs']): AuditedProof[] {
  return [...proofs.values()].flatMap(({ nodes, from, accepted, revokedAt }) => {
    if (accepted === null) return []
    const { at: acceptedAt, until, coverage } = accepted
    return [{ nodes, from, until, coverage, acceptedAt, revokedAt }]
  })
}

function faultRateOf(past: readonly PastCommitment[]): bigint {
  const recent = past.filter(({ ageSeconds }) => ageSeconds <= faultSeconds)
  const sumOf = (list: readonly PastCommitment[]) => list.reduce((sum, { value }) => sum + value, 0n)
  const all = sumOf(recent)
  return all === 0n ? 0n : divDown(sumOf(recent.filter(({ isFulfilled }) => !isFulfilled)), all)
}

function providersOf(
  { nodes, staked, leastG, work, promises }: EpochLedger,
  { leases, until }: { leases: LedgerLease[]; until: bigint },
): ProviderFacts[] {
  const ofProvider = grouped(leases, ({ node }) => node.provider)
  return [...new Set([...nodes.values()].map(({ provider }) => provider))].map((provider) => {
    const own = ofProvider.get(provider) ?? []
    // The treasury does not buy tasks from randomly selected nodes yet. Until it does, one finished lease that another account paid for counts as the verified
    // task.
    const hasVerifiedTask = pastOf(
      own.filter(({ renter }) => renter !== provider),
      until,
    ).some(({ isFulfilled, value }) => isFulfilled && value > 0n)
    const isBonded = (staked.get(provider) ?? 0n) >= leastG * wholeG
    const contributions = work
      .filter(({ account }) => account === provider)
      .map(({ at, contribution }) => ({ value: contribution, ageSeconds: until - at }))
    const promised = promises.filter((it) => it.provider === provider)
    return {
      provider,
      isBonded,
      hasVerifiedTask,
      contributions,
      past: [...pastOf(own, until), ...promised.flatMap((it) => pastOfPromise(it, until))],
    }
  })
}

function classOf(
  { classId, className, referencePricePerGpuSecond }: LedgerClass,
  ledger: EpochLedger,
  day: { leases: LedgerLease[]; since: bigint },
): ClassFacts {
  const own = day.leases.filter(({ node }) => node.classId === classId)
  const tokens = own.flatMap(({ payments }) => payments).reduce((sum, { at, pay, fees }) => (at >= day.since ? sum + pay + fees : sum), 0n)
  const requests = BigInt(own.filter(({ settledAt }) => settledAt >= day.since).length)
  return { classId, referencePerGpu: referencePerGpu({ className, referencePricePerGpuSecond }, ledger), requests, tokens }
}

const referenceClass = 'NVIDIA H100 SXM 80 GB'

/**
 * Returns the performance of a class relative to the reference GPU, from the makers' data sheets. A class without a data sheet gets it from its catalogue
 * price.
 */
function referencePerGpu({ className, referencePricePerGpuSecond }: Omit<LedgerClass, 'classId'>, { classes }: EpochLedger): bigint {
  const [own, reference] = [referencePerformanceOf(className), referencePerformanceOf(referenceClass)]
  if (own !== null && reference !== null) return divDown(BigInt(own), BigInt(reference))
  const priced = [...classes.values()].find((it) => it.className === referenceClass)?.referencePricePerGpuSecond ?? 0n
  return priced === 0n ? 0n : divDown(referencePricePerGpuSecond, priced)
}

function programmesOf({ programmes }: EpochLedger): ProgrammeFacts[] {
  return [...programmes.values()].map(({ programme, perEpoch, remaining, classId, region }) => {
    return { programme, budget: perEpoch < remaining ? perEpoch : remaining, classId, region }
  })
}

/** Returns the GPU-seconds of the leases that were settled in each hour of a week, oldest hour first. `last` is the last hour (Unix time ÷ 3,600). */
function soldByHour(leases: readonly LedgerLease[], last: bigint): bigint[] {
  const first = last + 1n - demandHours
  const sold = new Array<bigint>(Number(demandHours)).fill(0n)
  for (const { settledAt, gpus, durationSeconds } of leases) {
    const at = Number(settledAt / hourSeconds - first)
    if (at >= 0) sold[at] = (sold[at] ?? 0n) + BigInt(gpus) * durationSeconds
  }
  return sold
}

type EpochSpan = { from: bigint; until: bigint }

/**
 * Returns the value of the GPU time that providers can deliver in an epoch (its forecast capacity), in PToken base units. For each provider and class of GPUs,
 * counts the GPU time in which the nodes responded or the GPU time that the provider promised, whichever is larger. Promised time counts at most for the GPUs
 * that are registered.
 */
function capacityOf(ledger: EpochLedger, { seen, leases, ...span }: { seen: SecondsSeen; leases: readonly LedgerLease[] } & EpochSpan): bigint {
  return forecastCapacityOf(
    [...ledger.classes.values()].map(({ classId, referencePricePerGpuSecond }) => {
      const trades = leases
        .filter(({ node }) => node.classId === classId)
        .map(({ node, pricePerGpuSecond }) => ({ provider: node.provider, pricePerGpuHour: pricePerGpuSecond * hourSeconds }))
      const ofProviders = Map.groupBy(
        [...ledger.nodes.values()].filter((node) => node.classId === classId),
        ({ provider }) => provider,
      )
      const gpuSeconds = [...ofProviders].reduce((sum, [provider, own]) => {
        const present = own.reduce((seconds, { node, gpus }) => seconds + secondsBetween(seen, node, span) * BigInt(gpus), 0n)
        const promised = promisedSeconds(ledger, { provider, classId, ...span })
        return sum + (promised > present ? promised : present)
      }, 0n)
      return { gpuSeconds, pricePerGpuHour: referencePrice({ catalogue: referencePricePerGpuSecond * hourSeconds, trades }) }
    }),
  )
}

/**
 * Returns how many GPU-seconds a provider promised for a class in an epoch's hours. Each commitment is spread evenly over its window. The result is at most the
 * time of all GPUs that the provider has registered in this class.
 */
function promisedSeconds({ promised, nodes }: EpochLedger, of: { provider: Address; classId: number } & EpochSpan): bigint {
  const isOf = ({ provider, classId }: { provider: Address; classId: number }) => provider === of.provider && classId === of.classId
  const gpus = [...nodes.values()].filter(isOf).reduce((sum, node) => sum + BigInt(node.gpus), 0n)
  const seconds = promised.filter(isOf).reduce((sum, { from, until, gpuSeconds }) => {
    const [start, end] = [from > of.from ? from : of.from, until < of.until ? until : of.until]
    return end > start ? sum + (gpuSeconds * (end - start)) / (until - from) : sum
  }, 0n)
  return least(seconds, gpus * (of.until - of.from))
}

function grouped<Key>(leases: readonly LedgerLease[], keyOf: (lease: LedgerLease) => Key): Map<Key, LedgerLease[]> {
  const groups = new Map<Key, LedgerLease[]>()
  for (const lease of leases) {
    const others = groups.get(keyOf(lease))
    if (others === undefined) groups.set(keyOf(lease), [lease])
    else others.push(lease)
  }
  return groups
}
