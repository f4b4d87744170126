import type { ChainAddresses, FundingAddresses, GovernanceAddresses } from '@infinitio/chain'
import type { HeadBlock } from './readDao.ts'

/** The contracts of the market and of the DAO. */
export type Contracts = { readonly addresses: ChainAddresses; readonly governance: GovernanceAddresses; readonly funding: FundingAddresses | null }

/** Contracts that pay or receive G: bounties, projects, models and commitments. Null until they are deployed. */
export type ProposalsAt = {
  readonly addresses: ChainAddresses
  readonly governance: GovernanceAddresses | null
  /** Null until the first contract that takes payments in G tokens is deployed. */
  readonly funding: FundingAddresses | null
  readonly block: HeadBlock
  readonly final: bigint | null
}
