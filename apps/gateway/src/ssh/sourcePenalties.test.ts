import { describe, expect, test } from 'vitest'
import { SourcePenalties } from './sourcePenalties.ts'

describe('penalties by address', () => {
  test('an address that fails too often waits until enough is forgiven; others do not', () => {
    const penalties = setup()
    for (let count = 0; count < 3; count += 1) {
      expect(penalties.enter('a', 0)).toBe(true)
      penalties.leave('a', { failed: true, attempts: 1, nowMs: 0 })
    }
    expect(penalties.enter('a', 0)).toBe(false)
    expect(penalties.enter('b', 0)).toBe(true)
    expect(penalties.enter('a', 1_000)).toBe(true)
    penalties.leave('a', { failed: true, attempts: 1, nowMs: 1_000 })
    expect(penalties.enter('a', 1_900)).toBe(false)
  })

  test('an address has a limit of open connections, given back as they close', () => {
    const penalties = setup()
    expect(penalties.enter('a', 0)).toBe(true)
    expect(penalties.enter('a', 0)).toBe(true)
    expect(penalties.enter('a', 0)).toBe(false)
    penalties.leave('a', { failed: false, attempts: 1, nowMs: 0 })
    expect(penalties.enter('a', 0)).toBe(true)
  })

  test('what is forgiven is forgotten', () => {
    const penalties = setup()
    penalties.enter('a', 0)
    penalties.leave('a', { failed: true, attempts: 1, nowMs: 0 })
    penalties.sweep(60_000)
    expect(penalties.enter('a', 60_000)).toBe(true)
  })

  function setup(): SourcePenalties {
    return new SourcePenalties({ rule: { mostPoints: 3, pointsForgivenPerSecond: 0.5 }, mostOpen: 2 })
  }
})
