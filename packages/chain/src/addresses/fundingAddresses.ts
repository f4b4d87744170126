import type { Address } from '@infinitio/domain'

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
