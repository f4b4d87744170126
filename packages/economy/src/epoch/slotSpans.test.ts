import { hex32, type RecordedEvent } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../test/inventedEpoch.ts'
import { WAD } from '../fixed/wad.ts'
import { type AttestedSlot, buildEpoch, economyParameters, factsOf, hoursOfEpoch, type HourRecord } from '../index.ts'
import { slotSpans } from './slotSpans.ts'

const hour = 3_600n
const epoch = 500_000n
const [from, end] = [epoch * hour, (epoch + 1n) * hour]
const [provider, rival, renter, emission] = [addressOf(1), addressOf(4), addressOf(2), addressOf(3)]
const [node, other, ofRival] = [hex32(`0x${'a'.repeat(64)}`), hex32(`0x${'b'.repeat(64)}`), hex32(`0x${'c'.repeat(64)}`)]
const { basePerGpuHour, rebateShare, minersAtHalf, regulatorGain, environmentFloor, shareThreshold, sharePower, siteBonus } = economyParameters()
const parameters = { basePerGpuHour, rebateShare, minersAtHalf, regulatorGain, environmentFloor, shareThreshold, sharePower, siteBonus }
const root = hex32(`0x${'d'.repeat(64)}`)
const shown = (of: typeof node, passed = true, gpu = 0) => ({
  node: of,
  gpu,
  shownMib: 62_000,
  passed,
  speedBps: passed ? 9_000 : 0,
  site: passed ? 1 : 0,
})
const slot = (at: bigint, statements: AttestedSlot['statements'], attestedAt = at + 300n): AttestedSlot => ({ at, attestedAt, statements })

describe('the time of an epoch', () => {
  test('counts between two slots, for the GPUs that passed the later one', () => {
    const before = slot(from - 1_800n, [])
    const facts = factsAt([before, slot(from + 1_800n, [shown(node), shown(node, true, 1), shown(other, false)])])
    // A GPU that passed a slot (GPU proof) counts for the time since the slot before. Here two GPUs count, each for half of the hour before the epoch and half
    // of the epoch's hour. A machine that failed the later slot has no time.
    expect(timesOf(facts)).toEqual({ [node]: [7_200n, false, 7_200n], [other]: [0n, false, 0n], [ofRival]: [0n, false, 0n] })
    expect(timesOf(factsAt([before, slot(from + 1_800n, [shown(node)])]))[node]).toEqual([3_600n, false, 3_600n])
    // The time since the last slot of GPU proofs counts only after the next slot, so it does not count yet.
    expect(timesOf(factsAt([before]))[node]).toEqual([0n, false, 0n])
  })

  test('stops after a failed slot until the next passed one, and each second counts once', () => {
    const [first, failed, passed] = [
      slot(from - 3_600n, []),
      slot(from - 1_800n, [shown(node, false)]),
      slot(from + 600n, [shown(node), shown(node, true, 1)]),
    ]
    expect(timesOf(factsAt([first, failed, passed]))[node]?.[0]).toBe(2_400n * 2n)
    // Each of two epochs counts the slots of GPU proofs that validators attested in its hours.
    const slots = [first, slot(from - 1_800n, [shown(node), shown(node, true, 1)]), passed]
    const both = [epoch - 1n, epoch].map((it) => timesOf(factsAt(slots, { at: it }))[node]?.[0])
    expect(both).toEqual([1_800n * 2n, 2_400n * 2n])
  })

  test('gives a machine that sat out its rebate, but no part of a programme', () => {
    const leased = (start: bigint): RecordedEvent[] => [
      { at: start, name: 'Settled', ...lease, start },
      { at: from - 10n, name: 'LeasePaid', leaseId: 5n, pay: 1_000n, fees: 200n },
    ]
    const [before, now] = [slot(from - 1_800n, [shown(ofRival)]), slot(from + 1_800n, [shown(ofRival)])]
    for (const start of [from, from + 1_830n]) {
      const facts = factsAt([before, now], { more: leased(start) })
      expect(timesOf(facts)[node]).toEqual([7_200n, true, 0n])
      const { nodes } = buildEpoch({ ...facts, surplus: WAD, forecastCapacity: WAD })
      const own = nodes.find((it) => it.facts.node === node)
      expect(own).toMatchObject({ rebate: 80n, programmes: 0n, shares: 0n })
      expect(nodes.find((it) => it.facts.node === ofRival)?.programmes).toBe(40n)
    }
    // The fees of a lease count together with the time in which they were paid.
    expect(factsAt([before, now], { more: leased(from) }).nodes[0]?.burned).toBe(100n)
    expect(factsAt([slot(from - 5n, []), now], { more: leased(from) }).nodes[0]?.burned).toBe(0n)
  })

  test('counts one card that proves as two classes in turn once in D', () => {
    const slots = [slot(from - 1_800n, []), slot(from + 900n, [shown(node), shown(node, true, 1)]), slot(from + 1_800n, [shown(other)])]
    const facts = factsAt(slots)
    expect(timesOf(facts)).toMatchObject({ [node]: [2_700n * 2n, false, 0n], [other]: [900n, false, 900n] })
    expect(diversityOf(facts)).toEqual([0n, 0n])
    const honest = factsAt([slot(from - 1_800n, []), slot(from + 1_800n, [shown(node), shown(node, true, 1), shown(other)])])
    expect(diversityOf(honest).every((it) => it > 0n)).toBe(true)
  })

  test('is presence until the first slot of the market is attested, and no second counts twice', () => {
    expect(timesOf(factsAt([]))[node]).toEqual([7_200n, false, 7_200n])
    const first = slot(from + 1_800n, [shown(node), shown(node, true, 1)])
    expect(timesOf(factsAt([first]))[node]?.[0]).toBe(1_800n * 2n)
    // A slot (round of GPU proofs) counts for the time since the slot before. The first slot of the market is in the hour before this epoch, and in that hour
    // the market paid machines for their heartbeats. So this slot adds no GPU time to the epoch.
    expect(timesOf(factsAt([slot(from - 60n, [shown(node)], from + 60n)]))[node]?.[0]).toBe(0n)
  })

  test('is the same for slots in any sequence, and a late root brings no time that counted', () => {
    const at = fc.bigInt({ min: from - 200_000n, max: end })
    const made = fc.array(fc.tuple(at, fc.bigInt({ min: 0n, max: 20_000n })), { maxLength: 12 })
    fc.assert(
      fc.property(made, fc.bigInt({ min: -40n, max: 0n }), (list, hours) => {
        const slots = list.map(([time, wait]) => slot(time, [], time + wait))
        const spansOf = (order: AttestedSlot[], begin: bigint, until: bigint) => slotSpans(order, { from: begin, until, isFirst: false })
        const middle = from + hours * hour
        const all = spansOf(slots, from - 80n * hour, end)
        expect(spansOf(slots.toReversed(), from - 80n * hour, end)).toEqual(all)
        // Two consecutive epochs together count the same as one epoch over both.
        expect([...spansOf(slots, from - 80n * hour, middle), ...spansOf(slots, middle, end)]).toEqual(all)
        for (const [place, span] of all.entries()) expect(span.from >= (all[place - 1]?.until ?? 0n) && span.until > span.from).toBe(true)
      }),
    )
  })
})

function timesOf({ nodes }: ReturnType<typeof factsAt>): Record<string, [bigint, boolean, bigint]> {
  return Object.fromEntries(nodes.map((it) => [it.node, [it.provenGpuSeconds, it.isRebateOnly, it.classGpuSeconds]]))
}

function diversityOf(facts: ReturnType<typeof factsAt>): bigint[] {
  const { nodes } = buildEpoch({ ...facts, surplus: WAD, forecastCapacity: WAD })
  return nodes.filter((it) => it.facts.provider === provider).map(({ inputs }) => inputs.diversity)
}

const lease = {
  ...{ leaseId: 5n, node, renter, gpus: 2, durationSeconds: 3_600n },
  ...{ pricePerGpuSecond: 10n, escrow: 9_000n, isSpot: false },
}

function factsAt(slots: AttestedSlot[], { at: named = epoch, more = [] }: { at?: bigint; more?: RecordedEvent[] } = {}) {
  const sources = { chainId: 1n, emission, epoch: named, previous: named - 1n, before: [], slots }
  const { first } = hoursOfEpoch(sources)
  const record = (it: bigint): HourRecord => ({ hour: it, nodes: [node, other, ofRival].map((each) => ({ node: each, seconds: 3_600 })) })
  const earlier = Array.from({ length: 10 }, (_, place) => record(first - 1n - BigInt(place)))
  const attested = slots.map(({ attestedAt }): RecordedEvent => ({ at: attestedAt, name: 'ProofsAttested', root }))
  const finished: RecordedEvent[] = [
    { at: 4n, name: 'Settled', ...lease, leaseId: 1n, start: 4n },
    { at: 9n, name: 'LeaseClosed', leaseId: 1n, reason: 'renter_ended', pay: 9n, fees: 0n },
    { at: 4n, name: 'Settled', ...lease, leaseId: 2n, node: ofRival, start: 4n },
    { at: 9n, name: 'LeaseClosed', leaseId: 2n, reason: 'renter_ended', pay: 9n, fees: 0n },
  ]
  const events: RecordedEvent[] = [
    { at: 1n, name: 'ParametersSet', version: 1, parameters },
    { at: 1n, name: 'LimitsSet', leastG: 1_000n },
    { at: 1n, name: 'ClassAdded', classId: 1, className: 'NVIDIA H100 SXM 80 GB', referencePricePerGpuSecond: 9n },
    { at: 1n, name: 'ClassAdded', classId: 2, className: 'one that no sheet knows', referencePricePerGpuSecond: 9n },
    { at: 2n, name: 'NodeRegistered', node, provider, classId: 1, regionId: 4, gpus: 2 },
    { at: 2n, name: 'NodeRegistered', node: other, provider, classId: 2, regionId: 4, gpus: 1 },
    { at: 2n, name: 'NodeRegistered', node: ofRival, provider: rival, classId: 1, regionId: 4, gpus: 1 },
    { at: 3n, name: 'StakeChanged', account: provider, staked: 1_000n * WAD },
    { at: 3n, name: 'StakeChanged', account: rival, staked: 1_000n * WAD },
    { at: 3n, name: 'ProgrammeCreated', programme: 1, classId: null, region: 4, perEpoch: 40n },
    { at: 3n, name: 'ProgrammeRemains', programme: 1, remaining: 60n },
    ...finished,
    ...attested,
    ...more,
  ]
  return factsOf({ ...sources, events, hours: [record(named)], earlier })
}
