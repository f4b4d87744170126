import { expect, test } from 'vitest'
import { gridOfMachine } from './gridIntensity.ts'

test("a machine's grid is of the country its provider names, else of a region that is in one country, and says which", () => {
  expect(gridOfMachine({ country: 'NO', regionName: 'us-east' })).toMatchObject({ country: 'Norway', basis: 'provider' })
  expect(gridOfMachine({ country: null, regionName: 'us-east' })).toMatchObject({ country: 'United States', basis: 'region' })
  expect(gridOfMachine({ country: 'Atlantis', regionName: 'us-east' })).toBeNull()
  for (const regionName of ['eu-west', 'ap', 'local', '']) expect(gridOfMachine({ country: null, regionName })).toBeNull()
})
