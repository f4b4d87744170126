import type { Address } from '@infinitio/domain'

/** Where the contracts of the DAO are. The timelock is the treasury, too. */
export type GovernanceAddresses = {
  readonly gToken: Address
  readonly stakedGToken: Address
  readonly governor: Address
  readonly timelock: Address
  readonly vesting: Address
  readonly emission: Address
  readonly randomBeacon: Address
  readonly panels: Address
  readonly carbonRegistry: Address
}

/** The names under which the Directory keeps them, as ASCII. */
export const governanceNames = {
  gToken: 'GToken',
  stakedGToken: 'StakedGToken',
  governor: 'Governor',
  timelock: 'Timelock',
  vesting: 'Vesting',
  emission: 'Emission',
  randomBeacon: 'RandomBeacon',
  panels: 'Panels',
  carbonRegistry: 'CarbonRegistry',
} as const satisfies Record<keyof GovernanceAddresses, string>
