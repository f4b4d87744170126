import { address, type Address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { nameKey } from './directoryNames.ts'

/** Addresses of the contracts for panels (groups of members who are selected at random), carbon audits and reputations. */
export type AuditAddresses = {
  readonly randomBeacon: Address
  readonly panels: Address
  readonly carbonRegistry: Address
  readonly reputation: Address
}

/** The names of the audit contracts in the Directory, in ASCII. */
export const auditNames = {
  randomBeacon: 'RandomBeacon',
  panels: 'Panels',
  carbonRegistry: 'CarbonRegistry',
  reputation: 'Reputation',
} as const satisfies Record<keyof AuditAddresses, string>

/**
 * Reads the addresses of the contracts for panels, carbon audits and reputations from the Directory, all at once. Returns null if one is missing. Throws viem's
 * errors.
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
