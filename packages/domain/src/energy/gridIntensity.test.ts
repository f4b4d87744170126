import { expect, test } from 'vitest'
import { gridIntensity } from './gridIntensity.ts'

test('finds a country by its two letters or its name, in any case, with the year of the mean', () => {
  const norway = { country: 'Norway', gramsPerKwh: 30, year: 2023 }
  expect(gridIntensity('NO')).toEqual(norway)
  expect(gridIntensity(' norway ')).toEqual(norway)
})

test('returns null for a country outside the table', () => {
  for (const country of [null, '', 'Atlantis', 'N', 'constructor']) expect(gridIntensity(country)).toBeNull()
})
