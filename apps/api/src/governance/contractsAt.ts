import type { ChainAddresses, FundingAddresses, GovernanceAddresses } from '@infinitio/chain'
import type { HeadBlock } from './readDao.ts'

/** The contracts of the market and of the DAO. */
export type Contracts = { readonly addresses: ChainAddresses; readonly governance: GovernanceAddresses; readonly funding: FundingAddresses | null }

/** The contracts and the blocks to read at. */
export type ProposalsAt = {
  readonly addresses: ChainAddresses
  readonly governance: GovernanceAddresses | null
  /** Null before the first contract that takes payments in G tokens is deployed. */
  readonly funding: FundingAddresses | null
  readonly block: HeadBlock
  readonly final: bigint | null
}
