import { type Address, address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { nameKey } from './directoryNames.ts'
import { type GovernanceAddresses, governanceNames } from './governanceAddresses.ts'

/**
 * Looks up the contracts of the DAO in the Directory, all at once. Null where one is missing: a deployment whose owner has not handed it over
 * yet. Throws viem's errors when the chain does not answer.
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
