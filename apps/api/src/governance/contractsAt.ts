import type { ChainAddresses, FundingAddresses, GovernanceAddresses } from '@infinitio/chain'
import type { HeadBlock } from './readDao.ts'

/** The contracts of the market and of the DAO. */
export type Contracts = { readonly addresses: ChainAddresses; readonly governance: GovernanceAddresses; readonly funding: FundingAddresses | null }

/** The contracts, and the blocks to read at. */
export type ProposalsAt = {
  readonly addresses: ChainAddresses
  readonly governance: GovernanceAddresses | null
  /** Null where nothing is paid for in G yet. */
  readonly funding: FundingAddresses | null
  readonly block: HeadBlock
  readonly final: bigint | null
}
