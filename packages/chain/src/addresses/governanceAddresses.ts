import { address, type Address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { nameKey } from './directoryNames.ts'

/** Addresses of the DAO's contracts. The timelock is also the treasury. */
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

/** The names of the DAO's contracts in the Directory, in ASCII. */
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

/**
 * Reads the addresses of the DAO's contracts from the Directory, all at once. Returns null if one is missing, as is so until the deployment's owner has handed
 * the deployment over to the DAO. Throws viem's errors.
 */
export async function readGovernance(client: Client, directory: Address): Promise<GovernanceAddresses | null> {
  const get = async (key: keyof GovernanceAddresses): Promise<Address> => {
    const entry = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(governanceNames[key])] })
    return address(entry.toLowerCase())
  }
  const keys = Object.keys(governanceNames) as (keyof GovernanceAddresses)[]
  const entries = await Promise.all(keys.map(get))
  if (entries.includes(zeroAddress)) return null
  return Object.fromEntries(keys.map((key, at) => [key, entries[at]])) as GovernanceAddresses
}
