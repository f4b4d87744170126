import { type Address, address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { nameKey } from './directoryNames.ts'

/**
 * The name of the contract `ProofChecker` in the Directory. Validators use the same name as the subject (topic) of their statements about GPU proofs, because
 * `Attestations.punishWrongRoot` asks the contract with the subject's name whether a statement is wrong.
 */
export const proofsEntry = 'proofs'

/** Reads the address of the contract that all signed messages about GPU proofs refer to. Returns null if the Directory has none. Throws viem's errors. */
export const readProofChecker = (client: Client, directory: Address): Promise<Address | null> => readEntry(client, directory, proofsEntry)

/** The name of `DisputeCourt` in the Directory, and of its list of jurors in the `Panels` contract. */
export const courtEntry = 'DisputeCourt'

/**
 * The name of the contract `Findings` in the Directory. A finding is an accusation against an AI service. `Panels` uses the same name for the list of accounts
 * that judge findings.
 */
export const findingsEntry = 'Findings'

/** Reads the address of the court that decides disputes from the Directory, or returns null if there is none. Throws viem's errors. */
export const readCourt = (client: Client, directory: Address): Promise<Address | null> => readEntry(client, directory, courtEntry)

/**
 * Reads the address of the contract `Findings`, which judges accusations against AI services, from the Directory, or returns null if there is none. Throws
 * viem's errors.
 */
export const readFindings = (client: Client, directory: Address): Promise<Address | null> => readEntry(client, directory, findingsEntry)

/** The name of the contract `HostingPool` in the Directory. It holds the money of sponsors for the hosting of models. */
export const hostingPoolEntry = 'HostingPool'

/** Reads the address of the hosting pool from the Directory, or returns null if there is none. Throws viem's errors. */
export const readHostingPool = (client: Client, directory: Address): Promise<Address | null> => readEntry(client, directory, hostingPoolEntry)

/**
 * The name of the contract in the Directory that checks proofs of vouchers. Only development chains have it: the keys of its proofs are made by one party.
 */
export const voucherVerifierEntry = 'VoucherVerifier'

/** Reads the address of the contract that checks proofs of vouchers from the Directory, or returns null if there is none. Throws viem's errors. */
export const readVoucherVerifier = (client: Client, directory: Address): Promise<Address | null> => readEntry(client, directory, voucherVerifierEntry)

async function readEntry(client: Client, directory: Address, name: string): Promise<Address | null> {
  const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(name)] } as const
  const entry = address((await readContract(client, read)).toLowerCase())
  return entry === zeroAddress ? null : entry
}
