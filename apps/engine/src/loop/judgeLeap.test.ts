import { describe, expect, it } from 'vitest'
import { isLeapRight, type Leap, type TimeSaid } from './steadyClock.ts'

const steadyMs = 1_800_000_000_000
const hourMs = 3_600_000
const wallMs = steadyMs + hourMs
const leap: Leap = { steadyMs, wallMs, forMs: 2_000, firstBlock: 7n }
const said = (change: Partial<TimeSaid> = {}): TimeSaid => ({ databaseMs: wallMs, block: { number: 7n, timeMs: steadyMs - 1_000 }, ...change })

describe('isLeapRight for a wall clock one hour ahead', () => {
  it.each<[string, boolean, Partial<Leap>, TimeSaid]>([
    ['is wrong where the database stayed behind', false, { forMs: 99_999 }, said({ databaseMs: steadyMs })],
    [
      'is wrong where the database stayed behind, whatever a block says',
      false,
      {},
      said({ databaseMs: steadyMs, block: { number: 8n, timeMs: wallMs } }),
    ],
    ['is right where a block came along', true, {}, said({ block: { number: 8n, timeMs: wallMs - 2_000 } })],
    ['is wrong where a new block did not', false, { forMs: 99_999 }, said({ block: { number: 8n, timeMs: steadyMs + 1_000 } })],
    ['is not believed at once, where only the database agrees', false, {}, said()],
    ['is believed after ten seconds in which no block came', true, { forMs: 10_000 }, said()],
    ['is believed after ten seconds without a chain', true, { forMs: 10_000, firstBlock: null }, said({ block: null })],
    [
      'is not refuted by a chain whose time is another anyway',
      true,
      { forMs: 10_000 },
      said({ block: { number: 8n, timeMs: steadyMs - 9 * hourMs } }),
    ],
    ['is not believed for a block that may be older', false, { firstBlock: null }, said()],
  ])('%s', (_what, isRight, change, words) => {
    expect(isLeapRight({ ...leap, ...change }, words)).toBe(isRight)
  })
})
