import { type Address, address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { nameKey } from './directoryNames.ts'

/**
 * The name of `ProofChecker` in the Directory: the subject of the statements that it refutes, because `Attestations.punishWrongRoot` asks the entry of a
 * subject.
 */
export const proofsEntry = 'proofs'

/** Reads the contract for which all messages about proofs are signed. Returns null if the Directory names none. Throws viem's errors. */
export async function readProofChecker(client: Client, directory: Address): Promise<Address | null> {
  const found = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(proofsEntry)] })
  return found === zeroAddress ? null : address(found.toLowerCase())
}

/** The name of `DisputeCourt` in the Directory, and of the list of its jurors at `Panels`. */
export const courtEntry = 'DisputeCourt'

/** Reads the address of the court from the Directory, or returns null if there is none. Throws viem's errors. */
export async function readCourt(client: Client, directory: Address): Promise<Address | null> {
  const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(courtEntry)] } as const
  const entry = address((await readContract(client, read)).toLowerCase())
  return entry === zeroAddress ? null : entry
}
