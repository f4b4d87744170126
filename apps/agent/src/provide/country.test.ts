import { expect, test } from 'vitest'
import { countryFault } from './country.ts'

test.each(['DE', 'de', 'Germany', 'germany', 'United States', 'Türkiye', 'Turkey', 'Czechia', 'Kenya', 'MC', ' Norway '])('accepts %s', (text) => {
  expect(countryFault(text)).toBeNull()
})

test.each([
  ['Germnay', 'Germnay is not a country: give two letters or its English name. Did you mean Germany?'],
  ['XQ', 'XQ is not a country: give two letters or its English name'],
  ['y', 'y is not a country: give two letters or its English name'],
  ['Middle-earth', 'Middle-earth is not a country: give two letters or its English name'],
])('refuses %s', (text, sentence) => {
  expect(countryFault(text)).toBe(sentence)
})
