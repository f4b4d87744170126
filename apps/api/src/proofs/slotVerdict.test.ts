import { describe, expect, test } from 'vitest'
import { slotVerdict } from './slotVerdict.ts'

const timers = ['a', 'b', 'c', 'd'].map((timer) => ({ timer, stake: '10' }))
const work = { rows: 64, segmentBits: 4, hashes: 8, passes: 4, samples: 16 }
const reference = { referenceSeconds: 10, shownMib: 70_000, processor: null, isWhole: true }
const at = 1_000n
const row = {
  ...{ at, rentedGpus: 0, timers, shownBy: ['a', 'b', 'c', 'd'], root: '0x1', openedGpus: [0] },
  ...{
    gpus: [{ gpu: 0, work, roots: [] }],
    times: [5_000, 5_000, 5_000, 5_000],
    statements: [{ gpu: 0, commit: '0x2', shownMib: 70_000, passed: true, speedBps: 10_000, site: 1 }],
  },
}
const judge = (
  change: Partial<typeof row> | { root: null; gpus: null },
  more: { free?: number; now?: number; references?: (typeof reference | null)[] } = {},
) => slotVerdict({ row: { ...row, ...change }, references: [reference, reference], free: 1, now: 2_000, ...more })
const failed = { gpu: 0, commit: '0x2', shownMib: 0, passed: false, speedBps: 0, site: 0 }

describe('the verdict of a slot', () => {
  test('follows from attested statements about each free GPU', () => {
    expect(judge({})).toEqual({ verdict: 'passed', reason: null })
    expect(judge({}, { free: 2 })).toEqual({ verdict: 'failed', reason: 'fewer' })
    expect(judge({ rentedGpus: 1, statements: [] }, { free: 1 })).toEqual({ verdict: 'excused', reason: null })
    expect(judge({}, { free: 0 })).toEqual({ verdict: 'excused', reason: null })
  })

  test('waits for validators, and counts for nobody without their nonces or their root', () => {
    const before = { ...row, root: null } as never
    expect(judge(before, { now: 1_500 })).toEqual({ verdict: 'waiting', reason: null })
    expect(judge(before, { now: 1_000 + 6 * 3_600 + 1 })).toEqual({ verdict: 'uncounted', reason: 'unattested' })
    const few = { root: null, shownBy: ['a', 'b'] } as never
    expect(judge(few, { now: 1_500 })).toEqual({ verdict: 'uncounted', reason: 'nonces' })
    expect(judge(few, { now: 1_060 })).toEqual({ verdict: 'waiting', reason: null })
    expect(judge({ root: null, timers: [] } as never)).toEqual({ verdict: 'uncounted', reason: 'nonces' })
  })

  test('names the reason of a failure only as far as the board shows it', () => {
    const reasonOf = (...change: Parameters<typeof judge>) => judge(...change).reason
    expect(reasonOf({ gpus: null, statements: [] } as never)).toBe('silent')
    expect(reasonOf({ openedGpus: [], statements: [failed] })).toBe('silent')
    expect(reasonOf({ openedGpus: [], statements: [failed], times: [13_000, 13_000] })).toBe('late')
    expect(reasonOf({ statements: [{ ...failed, shownMib: 30_000 }] })).toBe('smaller')
    expect(reasonOf({ statements: [] }, { references: [null] })).toBe('refused')
    expect(reasonOf({ statements: [failed], times: [13_000, 13_000, 13_000, 5_000] })).toBe('late')
    expect(reasonOf({ statements: [failed], times: [] })).toBe('late')
    expect(reasonOf({ statements: [failed] })).toBe('wrong')
    expect(reasonOf({ statements: [failed], times: [5_000, 5_000, 5_000] })).toBe('unexplained')
  })
})
