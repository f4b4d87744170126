import { hex32, type RecordedEvent } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../test/inventedEpoch.ts'
import { type AttestedSlot, hasProof, machineFactsAt, machineStatement, slotCountsOf } from '../index.ts'

const hour = 3_600n
const epoch = 480_000n
const end = (epoch + 1n) * hour
const node = hex32(`0x${'a'.repeat(64)}`)
const other = hex32(`0x${'b'.repeat(64)}`)
const shown = (gpu: number, passed = true, shownMib = 62_000) => ({
  ...{ node, gpu, shownMib, passed, speedBps: passed ? 10_000 : 0, site: passed ? 1 : 0 },
})
const slot = (secondsAgo: bigint, statements: AttestedSlot['statements']): AttestedSlot => ({
  at: end - secondsAgo,
  attestedAt: end - secondsAgo,
  statements,
})
const both = [shown(0), shown(1)]

describe('the slots of a machine', () => {
  test('are passed with each GPU that was free, shown at the same time', () => {
    expect(countsOf([slot(100n, both)])).toEqual({ daySlots: 1, dayPassed: 1, hasNewPass: true })
    for (const statements of [[shown(0)], [shown(0), shown(0)], [shown(0), shown(1, false)], []])
      expect(countsOf([slot(100n, statements), slot(90_000n, both)])).toMatchObject({ daySlots: 1, dayPassed: 0 })
  })

  test('count only GPUs that were not rented, and do not count while all were', () => {
    const before = end - 100n
    expect(countsOf([slot(100n, [shown(1)])], lease({ gpus: 1, start: before - 50n }))).toMatchObject({ dayPassed: 1 })
    expect(countsOf([slot(100n, [shown(1)]), slot(300n, both)], lease({ gpus: 2, start: before - 50n }))).toMatchObject({ daySlots: 1, dayPassed: 1 })
    // A renter of one of two GPUs stops the proofs of both. This must not lower the machine's record.
    expect(countsOf([slot(100n, []), slot(300n, both)], lease({ gpus: 1, start: before - 50n }))).toEqual({
      daySlots: 1,
      dayPassed: 1,
      hasNewPass: true,
    })
    // A lease that begins within a minute after the slot (the block of the proof) stops the proof, so the failed slot is excused. A second later it is not.
    expect(countsOf([slot(100n, [shown(1)]), slot(300n, both)], lease({ gpus: 2, start: before + 60n }))).toMatchObject({ daySlots: 1 })
    expect(countsOf([slot(100n, [shown(1)]), slot(300n, both)], lease({ gpus: 2, start: before + 61n }))).toMatchObject({ daySlots: 2, dayPassed: 1 })
    // A lease that ended before the slot (the block of the proof) does not excuse a failed slot.
    const ended = [
      ...lease({ gpus: 2, start: before - 500n }),
      { at: before, name: 'LeaseClosed', leaseId: 5n, reason: 'renter_ended', pay: 0n, fees: 0n } as const,
    ]
    expect(countsOf([slot(100n, [])], ended, [slot(300n, both)])).toMatchObject({ daySlots: 1, dayPassed: 0 })
  })

  test('excuse a machine that rents itself after each slot that it cannot pass only once a day', () => {
    // The provider has sold its card, so it can pass no slot (GPU proof). A friend rents the machine some seconds after each slot to excuse the machine.
    const slots = Array.from({ length: 12 }, (_, place) => slot(BigInt(place) * 7_000n + 100n, []))
    const rented = slots.flatMap(({ at }, place) => lease({ gpus: 2, start: at + 20n, leaseId: BigInt(place) }))
    const passed = slot(83_000n, both)
    const facts = countsOf([...slots.slice(0, 11), passed], rented)
    expect(facts).toEqual({ daySlots: 11, dayPassed: 1, hasNewPass: false })
    // If another account rents an honest machine in the minute after one slot (GPU proof), the machine loses nothing.
    const honest = slots.map(({ at }, place) => ({ at, attestedAt: at, statements: place === 3 ? [] : both }))
    expect(countsOf(honest, rented.slice(3, 4))).toEqual({ daySlots: 11, dayPassed: 11, hasNewPass: true })
  })

  test('are failed by a machine of eight GPUs with one late GPU, and passed if that GPU was rented', () => {
    const seven = [0, 1, 2, 3, 4, 6, 7].map((gpu) => shown(gpu))
    const eight = [...seven, shown(5)]
    for (const late of [[shown(5, false)], []])
      expect(countsOf([slot(100n, [...seven, ...late]), slot(300n, eight)], [], [], 0n, 8)).toEqual({ daySlots: 2, dayPassed: 1, hasNewPass: true })
    expect(countsOf([slot(100n, seven)], lease({ gpus: 1, start: end - 150n }), [], 0n, 8)).toMatchObject({ daySlots: 1, dayPassed: 1 })
    // A second statement about one GPU does not count for the late GPU.
    expect(countsOf([slot(100n, [...seven, shown(0)])], [], [], 0n, 8)).toMatchObject({ daySlots: 1, dayPassed: 0 })
  })

  test('are passed by a processor for the whole machine, which validators sign on a development chain only', () => {
    expect(countsOf([slot(100n, [shown(0, true, 0)])])).toEqual({ daySlots: 1, dayPassed: 1, hasNewPass: true })
    expect(countsOf([slot(100n, [shown(0, false, 0)])])).toMatchObject({ dayPassed: 0 })
  })

  test('do not count before the registration, or as the answer of another machine', () => {
    const slots = [slot(100n, both), slot(5_000n, both)]
    expect(countsOf(slots, [], [], end - 1_000n)).toMatchObject({ daySlots: 1 })
    expect(
      countsOf([
        slot(
          100n,
          both.map((it) => ({ ...it, node: other })),
        ),
      ]),
    ).toEqual({ daySlots: 1, dayPassed: 0, hasNewPass: false })
  })

  test('give tier 1 with a new pass and three quarters of the day, and tier 0 with one GPU fewer', () => {
    const day = Array.from({ length: 12 }, (_, place) => BigInt(place) * 7_000n + 60n)
    const tierOf = (failed: readonly number[]) => {
      const facts = factsOf(day.map((ago, place) => slot(ago, failed.includes(place) ? [shown(0)] : both)))
      return facts === undefined ? null : machineStatement(facts).tier
    }
    expect([tierOf([]), tierOf([0]), tierOf([0, 1]), tierOf([2, 3, 4]), tierOf([2, 3, 4, 5])]).toEqual([1, 1, 0, 1, 0])
  })

  test('give tier 1 to one machine at most of ten that one card answers for in turn, in any sequence', () => {
    const tierIn = (turns: readonly number[], machine: number) => {
      const slots = turns.map((turn, place) => slot(BigInt(place) * 7_000n + 60n, turn === machine ? [shown(0)] : []))
      const facts = factsOf(slots, [], 0n, 1)
      return facts === undefined ? 0 : machineStatement(facts).tier
    }
    const machines = Array.from({ length: 10 }, (_, machine) => machine)
    const proven = (turns: readonly number[]) => machines.filter((machine) => tierIn(turns, machine) === 1)
    // All machines prove in the same seconds, so the card answers for one machine in each of the twelve slots (GPU proofs) of a day.
    const turnsOfDay = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(turnsOfDay, (turns) => {
        expect(proven(turns).length).toBeLessThan(2)
      }),
    )
    expect(proven(Array(12).fill(3))).toEqual([3])
    expect(proven([...Array(9).fill(3), 1, 2, 4])).toEqual([3])
  })

  test('keep tiers while validators attest no slot, and count a day back from the newest one', () => {
    const day = (more: bigint) => Array.from({ length: 12 }, (_, place) => more + BigInt(place) * 7_000n + 60n)
    const tierOf = (slots: readonly AttestedSlot[]) => {
      const facts = factsOf(slots)
      return facts === undefined ? null : machineStatement(facts).tier
    }
    // For three days, the API or two of the four validators did not respond, so validators attested no slot.
    const before = day(259_200n).map((ago) => slot(ago, both))
    expect(tierOf(before)).toBe(1)
    // A machine that had failed its tests before the outage gets no tier from it.
    expect(tierOf(before.map((it) => ({ ...it, statements: [shown(0)] })))).toBe(0)
    // The first slot after the outage decides again.
    expect([tierOf([...before, slot(60n, both)]), tierOf([...before, slot(60n, [])])]).toEqual([1, 0])
    // A machine that was silent while the market attested slots for a day loses its tier.
    expect(tierOf([...before, ...day(0n).map((ago) => slot(ago, [{ ...shown(0), node: other }]))])).toBe(0)
  })

  test('never raise a tier by a failure, and never lower it by a pass', () => {
    const slots = fc.array(fc.record({ at: fc.integer({ min: 1, max: 200_000 }), isPassed: fc.boolean() }), { maxLength: 30 })
    fc.assert(
      fc.property(slots, fc.integer({ min: 0, max: 29 }), (all, place) => {
        const newestAt = 200_000
        const changed = (isPassed: boolean) =>
          hasProof(
            slotCountsOf(
              all.map((it, at) => (at === place ? { ...it, isPassed } : it)),
              { newestAt },
            ),
          )
        expect(changed(true) || !changed(false)).toBe(true)
      }),
    )
  })
})

function countsOf(
  slots: readonly AttestedSlot[],
  leases: readonly RecordedEvent[] = [],
  more: readonly AttestedSlot[] = [],
  registeredAt = 0n,
  gpus = 2,
) {
  const facts = factsOf([...slots, ...more], leases, registeredAt, gpus)
  return { daySlots: facts?.daySlots, dayPassed: facts?.dayPassed, hasNewPass: facts?.hasNewPass }
}

function factsOf(slots: readonly AttestedSlot[], leases: readonly RecordedEvent[] = [], registeredAt = 0n, gpus = 2) {
  const events: RecordedEvent[] = [
    { at: registeredAt, name: 'NodeRegistered', node, provider: addressOf(1), classId: 1, regionId: 4, gpus },
    ...leases,
  ]
  return machineFactsAt({ epoch, events, hours: [{ hour: epoch, nodes: [{ node, seconds: 60 }] }], slots })[0]
}

function lease({ gpus, start, leaseId = 5n }: { gpus: number; start: bigint; leaseId?: bigint }): RecordedEvent[] {
  const terms = { leaseId, node, renter: addressOf(2), gpus, start, durationSeconds: 400n, pricePerGpuSecond: 10n, escrow: 9_000n, isSpot: true }
  return [{ at: start, name: 'Settled', ...terms }]
}
