import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import type { ReadValidatorSet } from './readValidatorSet.ts'

/**
 * Reads the members of a validator set with signatures that count now. A member that was slashed since the set was formed, that is no longer admitted or that
 * became an engine does not count until another set is formed. The set must be the current or the previous one. Throws viem's errors.
 */
export async function readCountedMembers(
  client: Client,
  attestations: Address,
  { members }: Pick<ReadValidatorSet, 'members'>,
): Promise<ReadonlySet<Address>> {
  const args = [members.map(({ word }) => word)] as const
  const bits = await readContract(client, { address: attestations, abi: attestationsAbi, functionName: 'countedMembers', args })
  return new Set(members.filter((_, place) => ((bits >> BigInt(place)) & 1n) === 1n).map(({ account }) => account))
}
