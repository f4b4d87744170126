import { type Address, type Hex32, hex32, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { nameKey } from '../addresses/directoryNames.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { randomBeaconAbi } from '../generated/randomBeaconAbi.ts'

/**
 * Reads the random seed that selects a committee from a validator set for the round `round` (an hour). Returns null if the whole set must sign, for one of
 * three reasons: there is no random beacon, the round has no seed, or the set changed (at `since`, in Unix seconds) after validators had committed to the seed.
 * Throws viem's errors.
 */
export async function readCommitteeSeed(
  client: Client,
  { directory, round, since }: { directory: Address; round: bigint; since: bigint },
): Promise<Hex32 | null> {
  const beacon = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey('RandomBeacon')] })
  if (beacon === zeroAddress) return null
  const at = { address: beacon, abi: randomBeaconAbi, args: [round] } as const
  const [closeAt, seed] = await Promise.all([
    readContract(client, { ...at, functionName: 'commitsCloseAt' }),
    readContract(client, { ...at, functionName: 'seedOf' }),
  ])
  return since >= closeAt || BigInt(seed) === 0n ? null : hex32(seed)
}
