import { address, type Address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { nameKey } from './directoryNames.ts'

/** Where the contracts are that draw who reviews and audits, the one that has carbon proofs audited, and the one that reads reputations. */
export type AuditAddresses = {
  readonly randomBeacon: Address
  readonly panels: Address
  readonly carbonRegistry: Address
  readonly reputation: Address
}

/** The names under which the Directory keeps them, as ASCII. */
export const auditNames = {
  randomBeacon: 'RandomBeacon',
  panels: 'Panels',
  carbonRegistry: 'CarbonRegistry',
  reputation: 'Reputation',
} as const satisfies Record<keyof AuditAddresses, string>

/**
 * Looks up the contracts that draw reviewers and auditors have proofs audited and read reputations in the Directory, all at once. Null where one is missing. Throws viem's errors when the
 * chain does not answer.
 */
export async function readAudits(client: Client, directory: Address): Promise<AuditAddresses | null> {
  const get = async (key: keyof AuditAddresses): Promise<Address> => {
    const entry = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(auditNames[key])] })
    return address(entry.toLowerCase())
  }
  const [randomBeacon, panels, carbonRegistry, reputation] = await Promise.all([
    get('randomBeacon'),
    get('panels'),
    get('carbonRegistry'),
    get('reputation'),
  ])
  const found = { randomBeacon, panels, carbonRegistry, reputation }
  return Object.values(found).includes(zeroAddress) ? null : found
}
