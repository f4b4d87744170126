/**
 * Names in the Directory that the market, its pages or its clients look up. A wrong address under one of these names
 * makes all of them fail.
 */
export const coreEntries = [
  ...(['Market', 'LeaseToken', 'PToken', 'Stablecoin', 'StakeVault', 'NodeRegistry', 'ClassCatalog', 'Attestations', 'FeeSplitter'] as const),
  ...(['GToken', 'StakedGToken', 'Governor', 'Timelock', 'Vesting', 'Emission', 'RandomBeacon', 'Panels', 'CarbonRegistry'] as const),
] as const

/** Returns true if the market depends on this name of the Directory. */
export function isCoreEntry(name: string): boolean {
  return (coreEntries as readonly string[]).includes(name)
}
