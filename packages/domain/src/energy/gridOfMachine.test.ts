import { expect, test } from 'vitest'
import { gridOfMachine } from './gridIntensity.ts'

test('returns the grid of the provider’s country, else of a region in one country, with its source', () => {
  expect(gridOfMachine({ country: 'NO', regionName: 'us-east' })).toMatchObject({ country: 'Norway', basis: 'provider' })
  expect(gridOfMachine({ country: null, regionName: 'us-east' })).toMatchObject({ country: 'United States', basis: 'region' })
  expect(gridOfMachine({ country: 'Atlantis', regionName: 'us-east' })).toBeNull()
  for (const regionName of ['eu-west', 'ap', 'local', '']) expect(gridOfMachine({ country: null, regionName })).toBeNull()
})
