import { type GridIntensity, gridIntensity } from './gridIntensity.ts'

/** What a machine's electricity carries, and who says in which country it is: its provider, or the region it is listed in. */
export type MachineGrid = GridIntensity & { readonly basis: 'provider' | 'region' }

/**
 * The grid of a machine: of the country that its provider names, else of its region where all of that region is in one country (`us-east`; `eu-west`
 * is in many). Null where neither is known, or the country is in no table: a country that was named is never replaced by a guess.
 */
export function gridOfMachine({ country, regionName }: { country: string | null; regionName: string }): MachineGrid | null {
  const code = country ?? countryOfRegion(regionName)
  const grid = gridIntensity(code)
  return grid === null ? null : { ...grid, basis: country === null ? 'region' : 'provider' }
}

function countryOfRegion(regionName: string): string | null {
  return regionName.startsWith('us-') ? 'US' : null
}
