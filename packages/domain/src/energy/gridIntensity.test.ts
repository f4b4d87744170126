import { expect, test } from 'vitest'
import { gridIntensity } from './gridIntensity.ts'

test('a country is found by its two letters or its name, in any case, with the year of the mean', () => {
  const norway = { country: 'Norway', gramsPerKwh: 30, year: 2023 }
  expect(gridIntensity('NO')).toEqual(norway)
  expect(gridIntensity(' norway ')).toEqual(norway)
})

test('what is not in the table has no mean: nothing is guessed', () => {
  for (const country of [null, '', 'Atlantis', 'N', 'constructor']) expect(gridIntensity(country)).toBeNull()
})
