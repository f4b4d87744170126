import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { CountryFlag } from '#web/parts/machine/CountryFlag.tsx'

test.each([
  ['FI', '🇫🇮'],
  ['US', '🇺🇸'],
  ['ZA', '🇿🇦'],
])('shows the flag of %s, hidden from screen readers', (country, flag) => {
  expect(markupFor('en', <CountryFlag country={country} />)).toBe(`<span class="flag" aria-hidden="true">${flag}</span>`)
})

test.each([null, 'local', 'Norway', 'fi', ''])('shows a pin for %j, which is not the code of a country', (country) => {
  const markup = markupFor('en', <CountryFlag country={country} />)
  expect(markup).toContain('<svg')
  expect(markup).not.toContain('flag')
})
