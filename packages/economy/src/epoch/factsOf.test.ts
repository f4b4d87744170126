import { type EndReason, hex32, type RecordedEvent } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../test/inventedEpoch.ts'
import { WAD } from '../fixed/wad.ts'
import { economyParameters, type EpochSources, factsOf, hoursOfEpoch, type HourRecord, pastsAt } from '../index.ts'

const hour = 3_600n
const epoch = 500_000n
const end = (epoch + 1n) * hour
const [provider, renter, emission] = [addressOf(1), addressOf(2), addressOf(3)]
const [node, other] = [hex32(`0x${'a'.repeat(64)}`), hex32(`0x${'b'.repeat(64)}`)]
const { basePerGpuHour, rebateShare, minersAtHalf, regulatorGain, environmentFloor, shareThreshold, sharePower, siteBonus } = economyParameters()
const parameters = { basePerGpuHour, rebateShare, minersAtHalf, regulatorGain, environmentFloor, shareThreshold, sharePower, siteBonus }

describe('the facts of an epoch', () => {
  test('use events before its end and the records of its hours', () => {
    const facts = factsOf(sources(usual()))
    expect(facts).toMatchObject({ epoch, previous: epoch - 3n, parametersVersion: 2, surplus: 30n, before: [{ provider, cumulative: 7n }] })
    expect(facts.nodes).toMatchObject([
      // In two of the three hours, the node responded for half of the time, with two GPUs. Half of the fees of the closed lease were paid in the three hours.
      { node, provider, classId: 1, region: 4, provenGpuSeconds: 7_200n, burned: 60n, stability: { availability: WAD / 3n, faultRate: 0n } },
      { node: other, provider, classId: 2, provenGpuSeconds: 0n, burned: 0n, quality: { proofs: WAD, reliability: (9n * WAD) / 10n, speed: 0n } },
    ])
    expect(facts.providers).toMatchObject([{ provider, isBonded: true, hasVerifiedTask: true, contributions: [] }])
    expect(facts.providers[0]?.past).toEqual([{ value: 3_000n, ageSeconds: 10n, isFulfilled: true }])
    expect(facts.classes).toMatchObject([
      { classId: 1, requests: 1n, tokens: 3_200n, referencePerGpu: WAD },
      { classId: 2, requests: 0n, tokens: 0n, referencePerGpu: WAD / 2n },
    ])
    expect(facts.programmes).toEqual([{ programme: 1, budget: 40n, classId: null, region: 4 }])
    expect(facts.sold.slice(-4)).toEqual([7_200n, 0n, 0n, 0n])
    expect(facts.sold).toHaveLength(168)
    expect(facts.forecastCapacity).toBe(7_200n * 10n)
  })

  test('ignore events at its end or later, and the sequence of events', () => {
    const facts = factsOf(sources(usual()))
    const later: RecordedEvent = { at: end, name: 'StakeChanged', account: provider, staked: 0n }
    expect(factsOf(sources([...usual(), later]))).toEqual(facts)
    expect(factsOf(sources([...usual(), { ...later, at: end - 1n }])).providers).toMatchObject([{ isBonded: false }])
    const turned = sources(usual())
    expect(factsOf({ ...turned, hours: turned.hours.toReversed() })).toEqual(facts)
  })

  test('count the promised value for a broken lease, no task for a provider’s own lease, and no bond for G one unit short', () => {
    const broken = factsOf(sources(usual({ reason: 'node_lost' })))
    expect(broken.providers[0]).toMatchObject({ hasVerifiedTask: false, past: [{ value: 9_000n, isFulfilled: false }] })
    expect(broken.nodes[0]?.stability.faultRate).toBe(WAD)
    expect(factsOf(sources(usual({ renter: provider }))).providers[0]).toMatchObject({ hasVerifiedTask: false, past: [{ isFulfilled: true }] })
    expect(factsOf(sources(usual({ staked: 1_000n * WAD - 1n }))).providers[0]?.isBonded).toBe(false)
    expect(factsOf(sources(usual({ reason: 'cancelled' }))).providers[0]?.past).toEqual([])
  })

  test('limit the forecast to the larger of promised and seen GPU time, for no more GPUs than registered', () => {
    const [from, until] = [end - 3n * hour, end + 3n * hour]
    const made = { at: 5n, name: 'PromiseMade', provider, classId: 1, from, until } as const
    const cap = (...gpuSeconds: bigint[]) =>
      factsOf(sources([...usual(), ...gpuSeconds.map((it): RecordedEvent => ({ ...made, gpuSeconds: it }))])).forecastCapacity
    // Half of the commitment's window is in the epoch's three hours. In these hours, the nodes were present for 7,200 GPU-seconds.
    expect(cap(14_400n)).toBe(7_200n * 10n)
    expect(cap(14_402n)).toBe(7_201n * 10n)
    expect(cap(14_402n, 2n)).toBe(7_202n * 10n)
    // A commitment counts for at most the two GPUs of the class that its provider has registered.
    expect(cap(1n << 60n)).toBe(2n * 3n * hour * 10n)
    const others: RecordedEvent[] = [
      { ...made, provider: renter, gpuSeconds: 1n << 60n },
      { ...made, from: end, gpuSeconds: 1n << 60n },
    ]
    expect(factsOf(sources([...usual(), ...others])).forecastCapacity).toBe(7_200n * 10n)
  })

  test('count audited energy, accepted work and measured commitments from the time of their event', () => {
    const filed: RecordedEvent = { at: 5n, name: 'CarbonFiled', id: 1n, nodes: [node], from: 5n }
    const accepted: RecordedEvent = { at: end - 100n, name: 'CarbonAccepted', id: 1n, coverage: WAD / 2n, until: end }
    const energy = (...said: RecordedEvent[]) => factsOf(sources([...usual(), ...said])).nodes.map((it) => it.provenEnergy)
    expect(energy(filed)).toEqual([0n, 0n])
    expect(energy(filed, accepted)).toEqual([WAD / 2n, 0n])
    // A carbon proof must be valid until the last second of the epoch's hours. A revocation counts from the second in which it happens.
    expect(energy(filed, { ...accepted, until: end - 1n })).toEqual([0n, 0n])
    expect(energy(filed, accepted, { at: end - 1n, name: 'CarbonRevoked', id: 1n })).toEqual([0n, 0n])
    expect(energy(filed, accepted, { at: end, name: 'CarbonRevoked', id: 1n })).toEqual([WAD / 2n, 0n])
    const said: RecordedEvent[] = [
      ...usual(),
      { at: end - 50n, name: 'WorkAccepted', account: provider, contribution: WAD / 4n },
      { at: end - 50n, name: 'WorkAccepted', account: renter, contribution: WAD },
      { at: end - 40n, name: 'PromiseMeasured', provider, fulfilledValue: 300n, failedValue: 100n, endedAt: end - 1_000n },
      { at: end - 40n, name: 'PromiseMeasured', provider: renter, fulfilledValue: 0n, failedValue: 9n, endedAt: end - 1_000n },
    ]
    const judged = factsOf(sources(said))
    expect(judged.providers[0]?.contributions).toEqual([{ value: WAD / 4n, ageSeconds: 50n }])
    expect(judged.providers[0]?.past).toEqual([
      { value: 3_000n, ageSeconds: 10n, isFulfilled: true },
      { value: 300n, ageSeconds: 1_000n, isFulfilled: true },
      { value: 100n, ageSeconds: 1_000n, isFulfilled: false },
    ])
    // Reputations are calculated from the same past leases as the factor H.
    expect(
      pastsAt([...said, { at: end, name: 'PromiseMeasured', provider, fulfilledValue: 1n, failedValue: 0n, endedAt: end }], { until: end }),
    ).toEqual([
      { account: provider, past: judged.providers[0]?.past },
      { account: renter, past: [{ value: 9n, ageSeconds: 1_000n, isFulfilled: false }] },
    ])
    expect(() => factsOf(sources([...usual(), accepted]))).toThrow('was there before')
  })

  test('cover all hours since the last epoch, at most 72, each once', () => {
    expect(hoursOfEpoch({ epoch, previous: epoch - 1n })).toEqual({ first: epoch, last: epoch })
    expect(hoursOfEpoch({ epoch, previous: 0n })).toEqual({ first: epoch - 71n, last: epoch })
    const { hours, ...rest } = sources(usual())
    const [first] = hours
    if (first === undefined) throw new Error('three hours')
    for (const wrong of [hours.slice(1), [...hours, first], [...hours.slice(1), { ...first, hour: epoch - 9n }]])
      expect(() => factsOf({ ...rest, hours: wrong })).toThrow(/has one record|of the epoch/)
    const long = [{ ...first, nodes: [{ node, seconds: 3_601 }] }, ...hours.slice(1)]
    expect(() => factsOf({ ...rest, hours: long })).toThrow('3,600')
  })
})

function sources(events: RecordedEvent[]): EpochSources {
  const hours: HourRecord[] = [epoch - 2n, epoch - 1n, epoch].map((it, place) => ({ hour: it, nodes: place === 1 ? [] : [{ node, seconds: 1_800 }] }))
  return { ...{ chainId: 1n, emission, epoch, previous: epoch - 3n }, events, hours, before: [{ provider, cumulative: 7n }] }
}

type Change = { reason?: EndReason; renter?: typeof renter; staked?: bigint }

function usual({ reason = 'renter_ended', renter: by = renter, staked = 1_000n * WAD }: Change = {}): RecordedEvent[] {
  const settled = {
    leaseId: 5n,
    node,
    renter: by,
    gpus: 2,
    start: (epoch - 3n) * hour + 5n,
    durationSeconds: 3_600n,
    pricePerGpuSecond: 10n,
    escrow: 9_000n,
    isSpot: false,
  }
  return [
    { at: 1n, name: 'ParametersSet', version: 1, parameters: { ...parameters, siteBonus: 0n } },
    { at: 1n, name: 'ParametersSet', version: 2, parameters },
    { at: 1n, name: 'LimitsSet', leastG: 1_000n },
    { at: 1n, name: 'ClassAdded', classId: 1, className: 'NVIDIA H100 SXM 80 GB', referencePricePerGpuSecond: 9n },
    { at: 1n, name: 'ReferencePriceChanged', classId: 1, current: 10n },
    { at: 1n, name: 'ClassAdded', classId: 2, className: 'one that no sheet knows', referencePricePerGpuSecond: 5n },
    { at: 2n, name: 'NodeRegistered', node, provider, classId: 1, regionId: 4, gpus: 2 },
    { at: 2n, name: 'NodeRegistered', node: other, provider, classId: 2, regionId: 4, gpus: 1 },
    { at: 2n, name: 'NodeAttested', node: other, tier: 1, reliabilityBps: 9_000n },
    { at: 3n, name: 'StakeChanged', account: provider, staked },
    { at: 3n, name: 'SurplusMoved', change: 100n },
    { at: 3n, name: 'SurplusMoved', change: -10n },
    { at: 3n, name: 'ProgrammeCreated', programme: 1, classId: null, region: 4, perEpoch: 40n },
    { at: 3n, name: 'ProgrammeRemains', programme: 1, remaining: 60n },
    // The lease was settled and half paid before the three hours of the epoch, and it closed ten seconds before their end. The amounts of `LeaseClosed` are the
    // totals of the whole lease.
    { at: (epoch - 3n) * hour + 5n, name: 'Settled', ...settled },
    { at: (epoch - 2n) * hour - 1n, name: 'LeasePaid', leaseId: 5n, pay: 1_000n, fees: 80n },
    { at: end - 10n, name: 'LeaseClosed', leaseId: 5n, reason, pay: 3_000n, fees: 200n },
  ]
}
