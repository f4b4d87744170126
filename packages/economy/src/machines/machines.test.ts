import { readFileSync } from 'node:fs'
import { type EndReason, hex32, type RecordedEvent } from '@infinitio/domain'
import fc from 'fast-check'
import { encodeAbiParameters, keccak256, stringToHex, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../test/inventedEpoch.ts'
import { machineVectors } from '../../test/machineVectors.ts'
import {
  type HourRecord,
  hoursOfMachines,
  isProven,
  machineFactsAt,
  machineLeaf,
  machineStatement,
  machineTree,
  reliabilityOf,
  tierOf,
} from '../index.ts'

const hour = 3_600n
/** The last hour of a day. */
const epoch = 480_000n + 23n
const end = (epoch + 1n) * hour
const [provider, renter, another] = [addressOf(1), addressOf(2), addressOf(3)]
const [node, other] = [hex32(`0x${'a'.repeat(64)}`), hex32(`0x${'b'.repeat(64)}`)]
const noSlots = {
  ...{ daySlots: 0, dayPassed: 0, hasNewPass: false, slotDays: 0, recentSlots: 0, recentPassed: 0 },
  ...({ readySeconds: null, probedHours: 0, gateways: 0, networkMbps: null, region: 'unknown', bondBps: 0, cleanDays: 90 } as const),
}
const fresh = { hours: 0, presentSeconds: 0, daysInTime: 0, daysLate: 0, ...noSlots }

describe('reliability and tier', () => {
  test('equal the stored vectors, as quality does', () => {
    const stored = readFileSync(new URL('../../../domain/vectors/machines.json', import.meta.url), 'utf8')
    expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(machineVectors())))
  })

  test('begin at 90 % and rise with present hours to 99.8 %', () => {
    expect(reliabilityOf(fresh)).toBe(9_000)
    expect(reliabilityOf({ ...fresh, hours: 24, presentSeconds: 86_400 })).toBe(9_700)
    expect(reliabilityOf({ ...fresh, hours: 720, presentSeconds: 2_592_000 })).toBe(9_980)
    // The machine responded for 648 hours of the month, and was then silent for 72 hours.
    expect(reliabilityOf({ ...fresh, hours: 720, presentSeconds: 648 * 3_600 })).toBe(9_000)
    // The machine always responded, but it started late on 20 of 20 days.
    expect(reliabilityOf({ ...fresh, hours: 720, presentSeconds: 2_592_000, daysLate: 20 })).toBe(3_000)
  })

  test('stay within bounds, never rise by a failure, and never fall by a success', () => {
    const facts = fc.integer({ min: 1, max: 720 }).chain((hours) =>
      fc.record({
        hours: fc.constant(hours),
        presentSeconds: fc.integer({ min: 0, max: hours * 3_600 - 1 }),
        daysInTime: fc.integer({ min: 0, max: 30 }),
        daysLate: fc.integer({ min: 0, max: 30 }),
      }),
    )
    fc.assert(
      fc.property(facts, (it) => {
        const value = reliabilityOf(it)
        expect(value >= 0 && value < 10_000 && value % 10 === 0).toBe(true)
        expect(reliabilityOf({ ...it, daysLate: it.daysLate + 1 })).toBeLessThanOrEqual(value)
        expect(reliabilityOf({ ...it, presentSeconds: it.presentSeconds + 1 })).toBeGreaterThanOrEqual(value)
        expect(reliabilityOf({ ...it, daysInTime: it.daysInTime + 1 })).toBeGreaterThanOrEqual(value)
      }),
    )
  })

  test('throw for more seconds than the hours have', () => {
    expect(() => reliabilityOf({ ...fresh, hours: 1, presentSeconds: 3_601 })).toThrow('3,600')
    expect(() => reliabilityOf({ ...fresh, daysLate: -1 })).toThrow('counts')
  })

  test('give tier 0 without a proof, whatever else is perfect', () => {
    const perfect = { hasHostKey: true, uptimeBps: 10_000, readySeconds: 1, gateways: 9, networkMbps: 1e6, isRegionConsistent: true }
    expect(tierOf({ slots: [], ...perfect, bondTimes: 99, fraudAt: null }, { now: 1, newestAt: 1 })).toBe(0)
    expect(machineStatement({ node, ...fresh, hours: 720, presentSeconds: 2_592_000 })).toEqual({ node, tier: 0, reliabilityBps: 9_980 })
  })
})

describe('the facts of machines', () => {
  test('count each hour since the registration, and an absence as 0 seconds', () => {
    const hours = recordsOf([
      [{ node, seconds: 3_600 }],
      [{ node: other, seconds: 3_600 }],
      [
        { node, seconds: 1_800 },
        { node: other, seconds: 60 },
      ],
    ])
    // The first machine was registered before all hours, the other one during the first hour.
    const events = registered([
      [node, 0n],
      [other, (epoch - 2n) * hour + 1n],
    ])
    expect(machineFactsAt({ epoch, events, hours, slots: [] })).toEqual([
      { node, hours: 3, presentSeconds: 5_400, daysInTime: 0, daysLate: 0, ...noSlots },
      { node: other, hours: 2, presentSeconds: 3_660, daysInTime: 0, daysLate: 0, ...noSlots },
    ])
  })

  test('leave out hours in which no machine was seen, hours without a record, and hours older than 30 days', () => {
    const events = registered([[node, 0n]])
    const hours: HourRecord[] = [
      { hour: epoch - 720n, nodes: [{ node: other, seconds: 3_600 }] },
      { hour: epoch - 1n, nodes: [] },
      { hour: epoch, nodes: [{ node, seconds: 3_600 }] },
    ]
    expect(machineFactsAt({ epoch, events, hours, slots: [] })).toMatchObject([{ hours: 1, presentSeconds: 3_600 }])
    expect(hoursOfMachines(epoch)).toEqual({ first: epoch - 719n, last: epoch })
    expect(() => machineFactsAt({ epoch, events, hours: [...hours, { hour: epoch, nodes: [] }], slots: [] })).toThrow('once')
  })

  test('have no retired machine, and none that was never seen', () => {
    const events = [...registered([[node, 0n]]), { at: 5n, name: 'NodeRetired', node } as const]
    expect(machineFactsAt({ epoch, events, hours: hoursOf({ seconds: 3_600 }), slots: [] })).toEqual([])
    const unseen = Array.from({ length: 50 }, (_, place) => [hex32(`0x${`${place}`.padStart(64, '0')}`), 0n] as const)
    expect(machineFactsAt({ epoch, events: registered(unseen), hours: hoursOf({ seconds: 3_600 }), slots: [] })).toEqual([])
  })

  test('count a start as late if the machine was absent until 600 s after it, for every reason of its end', () => {
    const start = end - 5_000n
    expect(daysOf([lease({ start, readyAt: start + 600n })], { seconds: 3_480 })).toEqual([1, 0])
    expect(daysOf([lease({ start })], { seconds: 3_480 })).toEqual([0, 1])
    for (const reason of ['no_show', 'cancelled', 'provider_ended'] as const)
      expect(daysOf([lease({ start, closed: { at: start + 601n, reason } })], { seconds: 3_480 })).toEqual([0, 1])
    // A lease that lasts less than 600 s must be ready before its end.
    const short = lease({ start, durationSeconds: 60n, closed: { at: start + 61n, reason: 'no_show' } })
    expect(daysOf([short], { seconds: 3_480 })).toEqual([0, 1])
  })

  test('count an absence in the hour of the start or of its deadline, and none before the registration', () => {
    const start = end - hour - 300n
    const absentIn = (at: bigint) =>
      hoursOf({ seconds: 3_600 }).map((it) => (it.hour === at ? { ...it, nodes: [{ node, seconds: 1_000 }, ...it.nodes.slice(1)] } : it))
    const late = (hours: HourRecord[], at = 0n) =>
      machineFactsAt({ epoch, events: [...registered([[node, at]]), ...lease({ start })], hours, slots: [] })[0]?.daysLate
    expect([epoch - 2n, epoch - 1n, epoch].map((at) => late(absentIn(at)))).toEqual([0, 1, 1])
    expect(late(absentIn(epoch - 1n), (epoch - 1n) * hour + 2_600n)).toBe(0)
  })

  test('do not count a start as late in an outage of the market, which no machine could report through', () => {
    const start = end - 5_000n
    const facts = (others: number) => {
      const events = [...registered([[node, 0n]]), ...lease({ start })]
      return machineFactsAt({ epoch, events, hours: hoursOf({ seconds: 2_880, others }), slots: [] })[0]?.daysLate
    }
    expect([2_880, 2_999, 3_000].map(facts)).toEqual([0, 0, 1])
  })

  test('do not count a start that is not due, that the renter cancelled, or that the provider returned at once', () => {
    const start = end - 600n
    expect(daysOf([lease({ start })])).toEqual([0, 0])
    expect(daysOf([lease({ start: end - 5_000n, closed: { at: end - 4_900n, reason: 'cancelled' } })])).toEqual([0, 0])
    const early = { at: end - 4_880n, reason: 'provider_ended' } as const
    expect(daysOf([lease({ start: end - 5_000n, closed: early })])).toEqual([0, 0])
    expect(daysOf([lease({ start: end - 5_000n, closed: { ...early, at: early.at + 1n } })])).toEqual([0, 1])
    // Only a spot lease can be returned early without compensation. The leases of this test are not spot leases: both sides agreed on their start in advance,
    // even if it was the second in which the lease was settled.
    expect(daysOf([lease({ start: end - 5_000n, settledAt: end - 9_000n, isSpot: false, closed: early })])).toEqual([0, 1])
    expect(daysOf([lease({ start: end - 5_000n, isSpot: false, closed: early })])).toEqual([0, 1])
  })
})

describe('attacks on reliability', () => {
  test('going silent before a bad hour costs as much as failing in it', () => {
    const others = [{ node: other, seconds: 3_600 }]
    const silent = machineFactsAt({
      epoch,
      events: registered([[node, 0n]]),
      hours: recordsOf([[{ node, seconds: 3_600 }, ...others], others, others]),
      slots: [],
    })
    const failing = [{ node, seconds: 0 }, ...others]
    const bad = machineFactsAt({
      epoch,
      events: registered([[node, 0n]]),
      hours: recordsOf([[{ node, seconds: 3_600 }, ...others], failing, failing]),
      slots: [],
    })
    expect(silent).toEqual(bad)
    expect(machineStatement(silent[0] ?? { node, ...fresh }).reliabilityBps).toBeLessThan(9_000)
  })

  test('renting from oneself raises nothing: own leases do not count, and second wallets count one day each', () => {
    const start = end - 20_000n
    const late = lease({ start, leaseId: 1n, closed: { at: start + 700n, reason: 'provider_ended' } })
    const many = (by: typeof renter, from: bigint) =>
      Array.from({ length: 500 }, (_, at) => lease({ leaseId: from + BigInt(at), start: start + BigInt(at), readyAt: start + 600n, renter: by }))
    expect(daysOf([late, ...many(provider, 2n)])).toEqual([0, 1])
    expect(daysOf([late, ...many(another, 600n)])).toEqual([1, 1])
    // Days with starts in time count only for a machine that had a late start. So many leases do not raise the reliability of a machine that was never late.
    const month = { ...fresh, hours: 720, presentSeconds: 2_592_000 }
    expect(reliabilityOf({ ...month, daysInTime: 31 })).toBe(reliabilityOf(month))
  })

  test('ending leases of the next 28 days today neither counts today nor breaks the statement', () => {
    const today = end / 86_400n
    const day = (at: bigint) => lease({ leaseId: at, start: at * 86_400n - 40_000n, settledAt: end - 9_000n, closed: ended })
    const ended = { at: end - 5_000n, reason: 'provider_ended' } as const
    const future = Array.from({ length: 28 }, (_, ahead) => day(today + BigInt(ahead) + 1n))
    const past = Array.from({ length: 4 }, (_, ago) => lease({ leaseId: BigInt(ago), start: end - BigInt(ago) * 86_400n - 40_000n }))
    const events = [...registered([[node, 0n]]), ...past.flat(), ...future.flat()]
    const hours = hoursOf({ seconds: 3_480, upTo: epoch + 48n })
    const [facts] = machineFactsAt({ epoch, events, hours, slots: [] })
    expect(facts).toMatchObject({ daysInTime: 0, daysLate: 4 })
    expect(machineStatement(facts ?? { node, ...fresh }).reliabilityBps).toBe(6_420)
    // 48 hours later, the agreed starts of two of the ended leases have passed. A lease that its provider ended before the start counts as late after this
    // start.
    const [later] = machineFactsAt({ epoch: epoch + 48n, events, hours, slots: [] })
    expect(later).toMatchObject({ daysLate: 6 })
  })

  test('a lease on each day of the window makes 31 days at most', () => {
    for (const shift of [0n, 1n, 12n, 23n]) {
      const until = (epoch + shift + 1n) * hour
      const leases = Array.from({ length: 60 * 24 }, (_, at) => lease({ leaseId: BigInt(at), start: until + 40_000n - BigInt(at) * hour }))
      const events = [...registered([[node, 0n]]), ...leases.flat()]
      const [facts] = machineFactsAt({ epoch: epoch + shift, events, hours: hoursOf({ seconds: 60, upTo: epoch + shift }), slots: [] })
      expect(facts?.daysLate).toBeGreaterThanOrEqual(30)
      expect(facts?.daysLate).toBeLessThanOrEqual(31)
    }
  })

  test('images that cannot start cost a machine that is online nothing, and one that was absent a day', () => {
    const start = end - 20_000n
    const broken = Array.from({ length: 50 }, (_, at) => {
      const from = start + BigInt(at) * 10n
      return lease({ leaseId: BigInt(at), start: from, closed: { at: from + 601n, reason: at % 2 === 0 ? 'no_show' : 'cancelled' } })
    })
    expect(daysOf(broken, { seconds: 3_481 })).toEqual([0, 0])
    expect(daysOf(broken, { seconds: 3_480 })).toEqual([0, 1])
  })

  test('a new key sheds a bad past only down to the start value, below every machine with half a day of presence', () => {
    const bad = { ...fresh, hours: 720, presentSeconds: 2_592_000, daysLate: 15 }
    expect(reliabilityOf(bad)).toBe(3_600)
    expect(reliabilityOf(fresh)).toBe(9_000)
    expect(reliabilityOf({ ...fresh, hours: 12, presentSeconds: 12 * 3_600 })).toBeGreaterThan(reliabilityOf(fresh))
  })
})

describe('the tree of statements', () => {
  test('has the leaves of the contract, and proves each only for its machine and its values', () => {
    const statements = [
      { node, tier: 0, reliabilityBps: 9_980 },
      { node: other, tier: 0, reliabilityBps: 9_000 },
      { node: hex32(`0x${'c'.repeat(64)}`), tier: 1, reliabilityBps: 100 },
    ]
    const tree = machineTree(statements)
    const [first] = statements
    if (tree === null || first === undefined) throw new Error('three statements')
    const types = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint8' }, { type: 'uint16' }] as const
    const encoded = encodeAbiParameters(types, [stringToHex('Node', { size: 32 }), node, 0, 9_980])
    expect(toHex(machineLeaf(first))).toBe(keccak256(keccak256(encoded)))
    const proof = tree.proofOf(first) ?? []
    expect(isProven({ leaf: machineLeaf(first), proof, root: tree.root })).toBe(true)
    // The Merkle proof fits neither the leaf of another machine nor another value of the same machine.
    expect(isProven({ leaf: machineLeaf({ ...first, node: other }), proof, root: tree.root })).toBe(false)
    expect(isProven({ leaf: machineLeaf({ ...first, reliabilityBps: 9_990 }), proof, root: tree.root })).toBe(false)
    expect(tree.proofOf({ ...first, reliabilityBps: 9_990 })).toBeNull()
    expect(machineTree(statements.toReversed())?.root).toEqual(tree.root)
    expect(machineTree([])).toBeNull()
  })
})

function recordsOf(nodes: readonly HourRecord['nodes'][]): HourRecord[] {
  return nodes.map((it, place) => ({ hour: epoch - BigInt(nodes.length - 1 - place), nodes: it }))
}

function registered(nodes: readonly (readonly [typeof node, bigint])[]): RecordedEvent[] {
  return nodes.map(([it, at]) => ({ at, name: 'NodeRegistered', node: it, provider, classId: 1, regionId: 4, gpus: 2 }))
}

type Changed = {
  leaseId?: bigint
  start: bigint
  settledAt?: bigint
  durationSeconds?: bigint
  isSpot?: boolean
  readyAt?: bigint
  renter?: typeof renter
  closed?: { at: bigint; reason: EndReason }
}

function lease({
  leaseId = 5n,
  start,
  settledAt = start,
  durationSeconds = 3_600n,
  isSpot = settledAt === start,
  readyAt,
  renter: by = renter,
  closed,
}: Changed): RecordedEvent[] {
  const terms = { leaseId, node, renter: by, gpus: 2, start, durationSeconds, pricePerGpuSecond: 10n, escrow: 9_000n, isSpot }
  return [
    { at: settledAt, name: 'Settled', ...terms },
    ...(readyAt === undefined ? [] : [{ at: readyAt, name: 'LeaseReady', leaseId, readyAt } as const]),
    ...(closed === undefined ? [] : [{ at: closed.at, name: 'LeaseClosed', leaseId, reason: closed.reason, pay: 0n, fees: 0n } as const]),
  ]
}

/** Returns records of 768 hours in which the machine was seen for `seconds` of each hour, and another machine for `others`. */
function hoursOf({ seconds, others = 3_600, upTo = epoch }: { seconds: number; others?: number; upTo?: bigint }): HourRecord[] {
  const nodes = [
    { node, seconds },
    { node: other, seconds: others },
  ]
  return Array.from({ length: 768 }, (_, ago) => ({ hour: upTo - BigInt(ago), nodes }))
}

function daysOf(leases: readonly RecordedEvent[][], { seconds = 3_600 }: { seconds?: number } = {}): [number, number] {
  const [facts] = machineFactsAt({ epoch, events: [...registered([[node, 0n]]), ...leases.flat()], hours: hoursOf({ seconds }), slots: [] })
  return [facts?.daysInTime ?? -1, facts?.daysLate ?? -1]
}
