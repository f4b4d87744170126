import type { LeaseRow } from './leaseRow.ts'
import type { StatementLine } from './insertStatementLine.ts'

/** A row of chain_accounts, in PToken base units. */
export interface AccountRow {
  account: string
  balance: bigint
  fees: bigint
  /** Nonce below which every order of the account is cancelled. */
  floor: bigint
  /** Bonded as a provider. */
  bonded: bigint
  updatedBlock: bigint
}

/** A row of node_calendar: 64 hourly counters of 4 bits. */
export interface WordRow {
  nodeId: string
  wordIndex: bigint
  word: bigint
  updatedBlock: bigint
}

/** The tables that the follower folds in memory and stores in bulk. */
export type FoldedTable = 'leases' | 'chain_accounts' | 'node_calendar'

/** A row as it was before the first change that a block made to it; null: it was not there. `key` holds its key columns. */
export interface BeforeImage {
  blockNumber: bigint
  logIndex: number
  table: FoldedTable
  key: Partial<LeaseRow & AccountRow & WordRow>
  before: LeaseRow | AccountRow | WordRow | null
}

/** What a run of blocks changed: the rows as they are after it, the statement lines it adds, and the images that take it back. */
export interface FoldedRows {
  leases: readonly LeaseRow[]
  accounts: readonly AccountRow[]
  words: readonly WordRow[]
  lines: readonly StatementLine[]
  images: readonly BeforeImage[]
}
