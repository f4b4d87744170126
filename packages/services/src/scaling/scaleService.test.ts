import { leaseId, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { array, assert, bigInt, constantFrom, integer, option, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ScaleLimits, type ScaleView, scaleService, type ServiceMachine } from './scaleService.ts'

const now = unixSeconds(1_000_000n)
const limits: ScaleLimits = { leastMachines: 0, mostMachines: 4, budgetPerHour: pTokenUnits(100n), queue: 2, idleSeconds: 300, slots: 8 }
const quiet: ScaleView = { machines: [], waiting: 0, quotePerHour: pTokenUnits(30n), now }

function machine(lease: bigint, facts: Partial<ServiceMachine> = {}): ServiceMachine {
  const usual = {
    state: 'ready',
    pricePerHour: pTokenUnits(30n),
    paidUntil: now,
    running: 0,
    idleSince: unixSeconds(now - 300n),
    earnedUntil: null,
  } as const
  return { lease: leaseId(lease), ...usual, ...facts }
}

describe('a service', () => {
  it('rents nothing while nobody asks, and a machine for the first request', () => {
    expect(scaleService(quiet, limits)).toEqual([])
    expect(scaleService({ ...quiet, waiting: 1 }, limits)).toEqual([{ kind: 'rent', machines: 1, mostPerHour: 100n }])
  })

  it('waits for the machines that start', () => {
    const starting = machine(1n, { state: 'starting', idleSince: null })
    expect(scaleService({ ...quiet, machines: [starting], waiting: 10 }, limits)).toEqual([])
    expect(scaleService({ ...quiet, machines: [starting], waiting: 11 }, limits)).toEqual([{ kind: 'rent', machines: 1, mostPerHour: 70n }])
  })

  it('rents no more than the number, the budget and the market allow', () => {
    expect(scaleService({ ...quiet, waiting: 1_000 }, limits)).toEqual([{ kind: 'rent', machines: 3, mostPerHour: 33n }])
    const rich = { ...limits, budgetPerHour: pTokenUnits(10_000n) }
    expect(scaleService({ ...quiet, waiting: 1_000 }, rich)).toMatchObject([{ machines: 4 }])
    expect(scaleService({ ...quiet, waiting: 1_000, quotePerHour: null }, limits)).toEqual([])
    expect(scaleService({ ...quiet, waiting: 1_000, quotePerHour: pTokenUnits(101n) }, limits)).toEqual([])
  })

  it('has its least number of machines without a request', () => {
    expect(scaleService(quiet, { ...limits, leastMachines: 2 })).toMatchObject([{ kind: 'rent', machines: 2 }])
    expect(scaleService({ ...quiet, machines: [machine(1n), machine(2n)] }, { ...limits, leastMachines: 2 })).toEqual([])
  })

  it('ends idle machines after their paid time, the most expensive first', () => {
    const machines = [machine(1n), machine(2n, { pricePerHour: pTokenUnits(40n) }), machine(3n, { paidUntil: unixSeconds(now + 1n) })]
    expect(scaleService({ ...quiet, machines }, limits)).toEqual([
      { kind: 'end', lease: 2n },
      { kind: 'end', lease: 1n },
    ])
    expect(scaleService({ ...quiet, machines }, { ...limits, leastMachines: 2 })).toEqual([{ kind: 'end', lease: 2n }])
  })

  it('ends no machine that works, was idle too short, starts, or ends already', () => {
    const machines = [
      machine(1n, { running: 1, idleSince: null }),
      machine(2n, { idleSince: unixSeconds(now - 299n) }),
      machine(3n, { state: 'starting' }),
      machine(4n, { state: 'ending' }),
    ]
    expect(scaleService({ ...quiet, machines }, limits)).toEqual([])
    expect(scaleService({ ...quiet, machines: [machine(1n)], waiting: 1 }, limits)).toEqual([])
  })

  it('ends a machine that small requests use, once their pay and the start price are used up', () => {
    const used = (earnedUntil: bigint, facts: Partial<ServiceMachine> = {}) =>
      scaleService({ ...quiet, machines: [machine(1n, { idleSince: now, earnedUntil: unixSeconds(earnedUntil), ...facts })] }, limits)
    expect(used(now - 299n)).toEqual([])
    expect(used(now - 300n)).toEqual([{ kind: 'end', lease: 1n }])
    expect(used(now - 300n, { running: 1, idleSince: null })).toEqual([])
    // The tokens of earlier requests still pay for the machine, but for the whole idle time there was no request.
    expect(used(now + 900n, { idleSince: unixSeconds(now - 300n) })).toEqual([{ kind: 'end', lease: 1n }])
  })

  it('never passes its number or its budget, and never rents and ends at once', () => {
    const machines = array(
      record({
        state: constantFrom('starting' as const, 'ready' as const, 'ending' as const),
        pricePerHour: bigInt({ min: 1n, max: 60n }).map(pTokenUnits),
        running: integer({ min: 0, max: 8 }),
        paidUntil: bigInt({ min: -600n, max: 600n }).map((seconds) => unixSeconds(now + seconds)),
        earnedUntil: option(bigInt({ min: -600n, max: 600n }).map((seconds) => unixSeconds(now + seconds))),
        idleSince: option(bigInt({ min: 0n, max: 900n }).map((seconds) => unixSeconds(now - seconds))),
      }),
      { maxLength: 6 },
    )
    const quote = option(bigInt({ min: 1n, max: 60n }).map(pTokenUnits))
    assert(
      property(machines, integer({ min: 0, max: 200 }), quote, (list, waiting, quotePerHour) => {
        const view = { machines: list.map((facts, n) => machine(BigInt(n + 1), facts)), waiting, quotePerHour, now }
        const commands = scaleService(view, limits)
        const rented = view.machines.filter(({ state }) => state !== 'ending')
        const cost = rented.reduce((sum, { pricePerHour }) => sum + pricePerHour, 0n)
        expect(new Set(commands.map(({ kind }) => kind)).size).toBeLessThan(2)
        for (const command of commands) {
          if (command.kind === 'end') {
            expect(rented.find(({ lease }) => lease === command.lease)).toMatchObject({ state: 'ready', running: 0 })
            continue
          }
          expect(rented.length + command.machines).toBeLessThanOrEqual(limits.mostMachines)
          expect(cost + BigInt(command.machines) * command.mostPerHour).toBeLessThanOrEqual(limits.budgetPerHour)
          expect(command.mostPerHour).toBeGreaterThanOrEqual(quotePerHour ?? 0n)
        }
      }),
    )
  })
})
