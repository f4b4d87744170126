import type { ChainAddresses, FundingAddresses, GovernanceAddresses } from '@infinitio/chain'
import type { HeadBlock } from './readDao.ts'

/** The contracts of the market and of the DAO. */
export type Contracts = { readonly addresses: ChainAddresses; readonly governance: GovernanceAddresses; readonly funding: FundingAddresses | null }

/**
 * The contracts and the block at which governance data is read. `governance` is null if no DAO is deployed. `final` is the number of the newest final block, or
 * null if that is unknown.
 */
export type ProposalsAt = {
  readonly addresses: ChainAddresses
  readonly governance: GovernanceAddresses | null
  /** Null until the first contract that takes payments in G tokens is deployed. */
  readonly funding: FundingAddresses | null
  readonly block: HeadBlock
  readonly final: bigint | null
}
