import { type Address, address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { nameKey } from '../addresses/directoryNames.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'

/** Where epochs are published and what they follow from besides the market; what the Directory does not name is null. */
export type EmissionAddresses = {
  readonly emission: Address
  readonly stakedGToken: Address
  readonly carbonRegistry: Address | null
  readonly bounties: Address | null
  readonly futuresCommitment: Address | null
}

/** Where emission, the staked G it asks for and what its factors follow from are; null where no DAO is deployed. Throws viem's errors. */
export async function readEmissionAddresses(client: Client, directory: Address): Promise<EmissionAddresses | null> {
  const get = async (name: string): Promise<Address | null> => {
    const entry = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(name)] })
    return entry === zeroAddress ? null : address(entry.toLowerCase())
  }
  const [emission, stakedGToken, carbonRegistry, bounties, futuresCommitment] = await Promise.all(
    ['Emission', 'StakedGToken', 'CarbonRegistry', 'Bounties', 'FuturesCommitment'].map(get),
  )
  if (emission == null || stakedGToken == null) return null
  return { emission, stakedGToken, carbonRegistry: carbonRegistry ?? null, bounties: bounties ?? null, futuresCommitment: futuresCommitment ?? null }
}
