import { describe, expect, test } from 'vitest'
import { SourcePenalties } from './sourcePenalties.ts'

describe('penalises addresses', () => {
  test('refuses an address with too many failures until enough points are forgiven, and no other', () => {
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

  test('limits the open connections of an address until some close', () => {
    const penalties = setup()
    expect(penalties.enter('a', 0)).toBe(true)
    expect(penalties.enter('a', 0)).toBe(true)
    expect(penalties.enter('a', 0)).toBe(false)
    penalties.leave('a', { failed: false, attempts: 1, nowMs: 0 })
    expect(penalties.enter('a', 0)).toBe(true)
  })

  test('forgets what is forgiven', () => {
    const penalties = setup()
    penalties.enter('a', 0)
    penalties.leave('a', { failed: true, attempts: 1, nowMs: 0 })
    penalties.sweep(60_000)
    expect(penalties.enter('a', 60_000)).toBe(true)
  })

  test('charges a connection that tried many wrong keys more than one that tried few', () => {
    const penalties = setup()
    penalties.enter('a', 0)
    penalties.leave('a', { failed: true, attempts: 12, nowMs: 0 })
    expect(penalties.enter('a', 0)).toBe(false)
    penalties.enter('b', 0)
    penalties.leave('b', { failed: false, attempts: 12, nowMs: 0 })
    expect(penalties.enter('b', 0)).toBe(true)
  })

  test.each([
    ['2001:db8:1:2::5', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
    ['2001:db8:1:2:3:4:5:6', '2001:0db8:0001:0002::', true],
    ['2001:db8::1', '2001:db8:0:0:9::', true],
    ['2001:db8:1:2::5', '2001:db8:1:3::5', false],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.2', false],
  ])('%s and %s are one source: %s', (first, second, same) => {
    const penalties = setup()
    penalties.enter(first, 0)
    penalties.enter(first, 0)
    expect(penalties.enter(second, 0)).toBe(!same)
  })

  function setup(): SourcePenalties {
    return new SourcePenalties({ rule: { mostPoints: 3, pointsForgivenPerSecond: 0.5 }, mostOpen: 2 })
  }
})
