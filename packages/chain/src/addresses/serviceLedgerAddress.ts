import { type Address, address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { nameKey } from './directoryNames.ts'

/** The name of the service ledger in the Directory, in ASCII. */
export const serviceLedgerEntry = 'ServiceLedger'

/** Reads the address of the service ledger from the Directory, or returns null if a deployment has none yet. Throws viem's errors. */
export async function readServiceLedger(client: Client, directory: Address): Promise<Address | null> {
  const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(serviceLedgerEntry)] } as const
  const entry = address((await readContract(client, read)).toLowerCase())
  return entry === zeroAddress ? null : entry
}
