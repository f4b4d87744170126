import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { MomentField } from '#web/parts/moment/MomentField.tsx'
import { dayOf, momentChoices, momentOn } from '#web/parts/moment/momentChoices.ts'

const at = (text: string) => Date.parse(`${text}:00Z`) / 1_000
const bounds = { from: at('2026-11-28T21:30'), days: 2, stepSeconds: 3_600, chosen: null }

test('begins at the next full hour and ends after the days on offer', () => {
  const choices = momentChoices(bounds)
  expect(choices.map(({ day, text, moments }) => [day, text, moments.length])).toEqual([
    ['2026-11-28', 'Sat 28 Nov', 2],
    ['2026-11-29', 'Sun 29 Nov', 24],
    ['2026-11-30', 'Mon 30 Nov', 22],
  ])
  expect(choices[0]?.moments[0]).toBe(at('2026-11-28T22:00'))
})

test('offers the chosen moment, also if it is past or between two steps', () => {
  for (const chosen of [at('2026-11-20T10:00'), at('2026-11-29T10:17')]) {
    const choice = momentChoices({ ...bounds, chosen }).find(({ day }) => day === dayOf(chosen))
    expect(choice?.moments).toContain(chosen)
  }
})

test('chooses the same time on another day, 9:00 on the first chosen day, or else the first hour of the day', () => {
  const [today, tomorrow] = momentChoices(bounds)
  if (today === undefined || tomorrow === undefined) throw new Error('there are two days')
  expect(momentOn(tomorrow, null)).toBe(at('2026-11-29T09:00'))
  expect(momentOn(tomorrow, at('2026-11-28T22:00'))).toBe(at('2026-11-29T22:00'))
  expect(momentOn(today, null)).toBe(at('2026-11-28T22:00'))
})

test('shows day and time in the language and zone of the reader', () => {
  const field = (value: number | null) => (
    <MomentField label="Start" value={value} from={bounds.from} days={2} stepSeconds={3_600} none="Now" onChange={() => undefined} />
  )
  const chosen = at('2026-11-28T22:00')
  expect(markupFor('en', field(chosen))).toContain(`<option value="${chosen}" selected="">22:00</option>`)
  const chinese = markupFor('zh', field(chosen))
  expect(chinese).toContain('<option value="2026-11-29" selected="">11月29日 周日</option>')
  expect(chinese).toContain(`<option value="${chosen}" selected="">06:00</option>`)
  expect(markupFor('en', field(null))).not.toContain('aria-label="Time"')
})
