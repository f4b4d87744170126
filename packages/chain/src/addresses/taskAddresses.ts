import { type Address, address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { nameKey } from './directoryNames.ts'

/** Addresses of the task pool and of the contract with the code of its audits. */
export type TaskAddresses = { readonly taskPool: Address; readonly taskVerifier: Address }

/** The names of the task contracts in the Directory, in ASCII. */
export const taskNames = {
  taskPool: 'TaskPool',
  taskVerifier: 'TaskVerifier',
} as const satisfies Record<keyof TaskAddresses, string>

/** Reads the address of the task pool from the Directory, or returns null if a deployment has none yet. Throws viem's errors. */
export async function readTaskPool(client: Client, directory: Address): Promise<Address | null> {
  const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(taskNames.taskPool)] } as const
  const entry = address((await readContract(client, read)).toLowerCase())
  return entry === zeroAddress ? null : entry
}
