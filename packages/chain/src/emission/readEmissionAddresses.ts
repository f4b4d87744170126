import { type Address, address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { nameKey } from '../addresses/directoryNames.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'

/** Where emission and the staked G it asks for are; null where no DAO is deployed. Throws viem's errors. */
export async function readEmissionAddresses(client: Client, directory: Address): Promise<{ emission: Address; stakedGToken: Address } | null> {
  const get = async (name: string): Promise<Address> => {
    const entry = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(name)] })
    return address(entry.toLowerCase())
  }
  const [emission, stakedGToken] = await Promise.all([get('Emission'), get('StakedGToken')])
  return emission === zeroAddress || stakedGToken === zeroAddress ? null : { emission, stakedGToken }
}
