import { describe, expect, test } from 'vitest'
import { firstDraft, moveStart, planOf } from '#web/features/maintenance/planDraft.ts'

const now = Date.UTC(2026, 10, 26, 14, 30, 20) / 1_000
const at = (day: number, hour: number, minute = 0, month = 10) => Date.UTC(2026, month, day, hour, minute) / 1_000

describe('the draft of a maintenance', () => {
  test('begins with two hours on the next day, which may be planned', () => {
    const draft = firstDraft(now)
    expect(draft).toEqual({ from: at(27, 15), until: at(27, 17) })
    expect(planOf(draft, { now })).toEqual({ from: at(27, 15), seconds: 7_200 })
  })

  test('keeps its length when the start moves, and from now its end is at the next quarter of an hour', () => {
    expect(moveStart(firstDraft(now), at(28, 9, 30), { now })).toEqual({ from: at(28, 9, 30), until: at(28, 11, 30) })
    expect(moveStart(firstDraft(now), null, { now })).toEqual({ from: null, until: at(26, 16, 45) })
    expect(moveStart({ from: null, until: at(26, 16, 30) }, at(28, 9), { now })).toEqual({ from: at(28, 9), until: at(28, 11) })
  })

  test('starts now without a start', () => {
    expect(planOf({ from: null, until: now + 3_600 }, { now })).toEqual({ from: now, seconds: 3_600 })
  })

  test.each([
    ['from', { from: at(26, 13), until: at(27, 15) }],
    ['from', { from: at(26, 13, 0, 22), until: at(27, 15, 0, 22) }],
    ['until', { from: at(26, 14, 27), until: at(26, 14, 29) }],
    ['until', { from: at(27, 15), until: at(27, 15) }],
    ['until', { from: at(27, 15), until: at(27, 14) }],
    ['until', { from: at(27, 15), until: at(28, 15, 0, 11) }],
    ['until', { from: null, until: at(26, 14, 30) }],
  ] as const)('names the wrong field: %s', (wrong, draft) => {
    expect(planOf(draft, { now })).toEqual({ wrong })
  })
})
