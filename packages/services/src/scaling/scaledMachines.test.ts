import { describe, expect, it } from 'vitest'
import { type ScaledMachine, type ScaleEvent, scaleViewOf, withScaleEvent } from './scaledMachines.ts'

const ordered = { kind: 'ordered', id: 'a', atMs: 1_000, node: 'n', pricePerHour: 7n, order: 'signed' } as const
const through = (...events: ScaleEvent<string>[]) => events.reduce(withScaleEvent<string>, [] as readonly ScaledMachine<string>[])
const leased = { kind: 'leased', id: 'a', atMs: 2_000, leaseId: '12' } as const
const ready = { kind: 'ready', id: 'a', atMs: 4_000 } as const

describe('the machines of a service', () => {
  it('have their phase and its times, and drop their order once it was answered', () => {
    expect(through(ordered)).toMatchObject([{ phase: 'ordered', order: 'signed', leaseId: null, times: { ordered: 1_000 } }])
    expect(through(ordered, leased, { kind: 'started', id: 'a', atMs: 3_000 }, ready)).toMatchObject([
      { phase: 'ready', order: null, leaseId: '12', times: { ordered: 1_000, leased: 2_000, started: 3_000, ready: 4_000 } },
    ])
  })

  it('are gone after a refusal or the end of the lease', () => {
    expect(through(ordered, { kind: 'refused', id: 'a', atMs: 2, reason: 'taken', isOwnersTurn: false })).toEqual([])
    const ending = { kind: 'ending', id: 'a', atMs: 5, reason: 'idle', isLost: false } as const
    expect(through(ordered, leased, ending)).toMatchObject([{ phase: 'ending', end: { reason: 'idle', isLost: false } }])
    expect(through(ordered, leased, ending, { kind: 'over', id: 'a', atMs: 6, reason: 'idle', paid: 5n })).toEqual([])
  })

  it('are ordered once, and ignore events of others', () => {
    expect(through(ordered, ordered).length).toBe(1)
    expect(through({ ...leased, id: 'b' })).toEqual([])
    expect(through(ordered, { ...leased, id: 'b' })).toMatchObject([{ phase: 'ordered' }])
  })

  it('count as starting until they answer, also after a restart', () => {
    const viewOf = (use: { running: number; idleSinceMs: number | null } | null, ...events: ScaleEvent<string>[]) => {
      const used = use === null ? null : { ...use, sinceMs: 5_500, earned: 0n }
      return scaleViewOf(through(ordered, ...events), { useOf: () => used, waiting: 2, quotePerHour: 9n, nowMs: 10_500, mustEarn: false })
    }
    expect(viewOf(null)).toMatchObject({ machines: [{ state: 'starting', lease: 0n, pricePerHour: 7n }], waiting: 2, quotePerHour: 9n, now: 10n })
    expect(viewOf(null, leased, ready).machines).toMatchObject([{ state: 'starting', lease: 12n }])
    expect(viewOf({ running: 0, idleSinceMs: 9_999 }, leased, ready).machines).toMatchObject([{ state: 'ready', running: 0, idleSince: 9n }])
    expect(viewOf({ running: 3, idleSinceMs: null }, leased, ready).machines).toMatchObject([{ state: 'ready', running: 3, idleSince: null }])
  })

  it('have a time until which the pay for their tokens covers their price, if they must earn it', () => {
    const earnedUntil = (earned: bigint, { mustEarn = true, pricePerHour = 7_200n } = {}) => {
      const machines = through({ ...ordered, pricePerHour }, leased, ready)
      const useOf = () => ({ running: 0, idleSinceMs: 9_999, sinceMs: 5_500, earned })
      return scaleViewOf(machines, { useOf, waiting: 0, quotePerHour: null, nowMs: 10_500, mustEarn }).machines[0]?.earnedUntil
    }
    expect([earnedUntil(0n), earnedUntil(5n), earnedUntil(7_200n)]).toEqual([5n, 7n, 3_605n])
    expect([earnedUntil(5n, { mustEarn: false }), earnedUntil(5n, { pricePerHour: 0n })]).toEqual([null, null])
  })
})
