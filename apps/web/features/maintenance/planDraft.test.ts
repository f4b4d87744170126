import { describe, expect, test } from 'vitest'
import { firstDraft, moveStart, planOf } from '#web/features/maintenance/planDraft.ts'

const now = Date.UTC(2026, 10, 26, 14, 30, 20) / 1_000
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour, minute) / 1_000

describe('the draft of a maintenance', () => {
  test('begins with two hours on the next day, which may be planned', () => {
    const draft = firstDraft(now)
    expect(draft).toEqual({ from: '2026-11-27T15:00', until: '2026-11-27T17:00' })
    expect(planOf(draft, { now })).toEqual({ from: at(27, 15), seconds: 7_200 })
  })

  test('keeps its length when the start moves', () => {
    expect(moveStart(firstDraft(now), '2026-11-28T09:30')).toEqual({ from: '2026-11-28T09:30', until: '2026-11-28T11:30' })
    expect(moveStart({ from: '', until: '2026-11-28T11:30' }, '2026-11-28T09:30')).toEqual({ from: '2026-11-28T09:30', until: '2026-11-28T11:30' })
    expect(moveStart(firstDraft(now), '')).toEqual({ from: '', until: '2026-11-27T17:00' })
  })

  test('takes the present minute as now', () => {
    expect(planOf({ from: '2026-11-26T14:30', until: '2026-11-26T15:30' }, { now })).toEqual({ from: now, seconds: 3_600 })
  })

  test.each([
    ['from', { from: '', until: '2026-11-27T15:00' }],
    ['from', { from: '2026-11-26T13:00', until: '2026-11-27T15:00' }],
    ['from', { from: '2027-11-26T13:00', until: '2027-11-27T15:00' }],
    ['until', { from: '2026-11-26T14:27', until: '2026-11-26T14:29' }],
    ['until', { from: '2026-11-27T15:00', until: '' }],
    ['until', { from: '2026-11-27T15:00', until: '2026-11-27T15:00' }],
    ['until', { from: '2026-11-27T15:00', until: '2026-11-27T14:00' }],
    ['until', { from: '2026-11-27T15:00', until: '2026-12-28T15:00' }],
  ] as const)('names the wrong field: %s', (wrong, draft) => {
    expect(planOf(draft, { now })).toEqual({ wrong })
  })
})
