import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { DayField } from '#web/parts/moment/DayField.tsx'
import { daysOfMonth, monthsBetween } from '#web/parts/moment/momentChoices.ts'

const bounds = { first: '2026-11-28', last: '2027-02-01' }

test('offers each month between the first and the last day', () => {
  expect(monthsBetween('2026-11-28', '2027-02-01')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02'])
  expect(monthsBetween('2026-11-28', '2026-11-30')).toEqual(['2026-11'])
})

test('offers the days of a month that are within the bounds', () => {
  expect(daysOfMonth('2026-11', bounds).map(({ day }) => day)).toEqual(['2026-11-28', '2026-11-29', '2026-11-30'])
  expect(daysOfMonth('2026-12', bounds)).toHaveLength(31)
  expect(daysOfMonth('2027-02', bounds)).toEqual([{ day: '2027-02-01', text: 'Mon 1 Feb' }])
  expect(daysOfMonth('2028-02', { first: '2028-01-01', last: '2028-12-31' })).toHaveLength(29)
})

test('shows month and day in the language of the reader, and no day before a month is chosen', () => {
  const field = (value: string) => <DayField label="First day" value={value} {...bounds} onChange={() => undefined} />
  expect(markupFor('en', field('2026-11-29'))).toContain('<option value="2026-11-29" selected="">Sun 29 Nov</option>')
  const chinese = markupFor('zh', field('2026-11-29'))
  expect(chinese).toContain('<option value="2026-11" selected="">2026年11月</option>')
  expect(chinese).toContain('<option value="2026-11-29" selected="">11月29日 周日</option>')
  expect(markupFor('en', field(''))).not.toContain('aria-label="Day"')
})
