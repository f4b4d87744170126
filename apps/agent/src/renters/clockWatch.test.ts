import { describe, expect, it } from 'vitest'
import { type ClockWatch, watchClock } from './startSimulatedMarket.ts'

const wall = 1_795_600_000_000

describe('watchClock', () => {
  it('rests for two minutes after the clock was moved, and again after another move', () => {
    let watch: ClockWatch | null = null
    const look = (chainNow: number, wallMs: number): boolean => {
      watch = watchClock(watch, { chainNow, wallMs })
      return watch.restUntilMs > wallMs
    }
    expect(look(1_795_600_000, wall)).toBe(false)
    expect(look(1_795_600_005, wall + 5_000)).toBe(false)
    expect(look(1_795_603_610, wall + 10_000)).toBe(true)
    expect(look(1_795_603_710, wall + 110_000)).toBe(true)
    expect(look(1_795_690_120, wall + 120_000)).toBe(true)
    expect(look(1_795_690_239, wall + 239_000)).toBe(true)
    expect(look(1_795_690_241, wall + 241_000)).toBe(false)
  })

  it('does not take a late block for a move of the clock', () => {
    const first = watchClock(null, { chainNow: 1_795_600_000, wallMs: wall })
    expect(watchClock(first, { chainNow: 1_795_600_000, wallMs: wall + 20_000 }).restUntilMs).toBe(0)
  })
})
