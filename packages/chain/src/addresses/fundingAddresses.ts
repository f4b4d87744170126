import { address, type Address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { nameKey } from './directoryNames.ts'

/**
 * Addresses of the contracts for payments in G tokens (bounties, models, projects of the incubator, and the rate between G and PT), and for commitments of
 * providers to deliver GPU time. The contracts have no owner, but a vote can replace them.
 */
export type FundingAddresses = {
  readonly incubator: Address
  readonly futuresCommitment: Address
  readonly rateOracle: Address
  readonly modelPayments: Address
  readonly bounties: Address
}

/** The names of the funding contracts in the Directory, in ASCII. */
export const fundingNames = {
  incubator: 'Incubator',
  futuresCommitment: 'FuturesCommitment',
  rateOracle: 'RateOracle',
  modelPayments: 'ModelPayments',
  bounties: 'Bounties',
} as const satisfies Record<keyof FundingAddresses, string>

/** Reads the addresses of the funding contracts from the Directory, all at once; or returns null if one is missing. Throws viem's errors. */
export async function readFunding(client: Client, directory: Address): Promise<FundingAddresses | null> {
  const get = async (key: keyof FundingAddresses): Promise<Address> => {
    const entry = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(fundingNames[key])] })
    return address(entry.toLowerCase())
  }
  const [incubator, futuresCommitment, rateOracle, modelPayments, bounties] = await Promise.all([
    get('incubator'),
    get('futuresCommitment'),
    get('rateOracle'),
    get('modelPayments'),
    get('bounties'),
  ])
  const found = { incubator, futuresCommitment, rateOracle, modelPayments, bounties }
  return Object.values(found).includes(zeroAddress) ? null : found
}
