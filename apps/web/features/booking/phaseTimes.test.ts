import type { PhaseWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { secondsTo, withNewlySeen } from '#web/features/booking/phaseTimes.ts'

describe('phaseTimes', () => {
  test('notes a phase when it is first seen and never again', () => {
    const once = withNewlySeen({}, [phase('matched', 'pending')], 1_000)
    expect(once).toEqual({ matched: 1_000 })
    expect(withNewlySeen(once, [phase('matched', 'final')], 2_000)).toBe(once)
  })

  test('does not note a pending or failed phase', () => {
    expect(withNewlySeen({}, [phase('settled', 'waiting'), phase('ready', 'failed')], 1_000)).toEqual({})
  })

  test('measures from the signature when this page saw both', () => {
    expect(secondsTo(phase('settled', 'pending'), { seen: { settled: 3_400 }, signedAtMs: 1_000, acceptedAt: 0 })).toBe(2.4)
  })

  test("falls back to the server's times after a reload", () => {
    expect(secondsTo({ ...phase('settled', 'final'), at: 107 }, { seen: {}, signedAtMs: null, acceptedAt: 100 })).toBe(7)
    expect(secondsTo(phase('settled', 'final'), { seen: {}, signedAtMs: null, acceptedAt: null })).toBeNull()
  })
})

function phase(name: PhaseWire['phase'], state: PhaseWire['state']): PhaseWire {
  return { phase: name, state, at: null, txHash: null, code: null }
}
