import { address, type Address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { nameKey } from './directoryNames.ts'

/** Where the contracts are by which G and promises pay for work: nobody owns them, and a vote can name others. */
export type FundingAddresses = {
  readonly incubator: Address
  readonly futuresCommitment: Address
  readonly rateOracle: Address
  readonly modelPayments: Address
  readonly bounties: Address
}

/** The names under which the Directory keeps them, as ASCII. */
export const fundingNames = {
  incubator: 'Incubator',
  futuresCommitment: 'FuturesCommitment',
  rateOracle: 'RateOracle',
  modelPayments: 'ModelPayments',
  bounties: 'Bounties',
} as const satisfies Record<keyof FundingAddresses, string>

/** Looks up the contracts of funding in the Directory, all at once; null where one is missing. Throws viem's errors when the chain does not answer. */
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
