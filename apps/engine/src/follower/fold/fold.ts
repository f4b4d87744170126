import type { AccountRow, BeforeImage, LeaseRow, StatementLine, WordRow } from '@infinitio/db'
import type { RowTable } from './rowTable.ts'

/** The projections of money, leases and hours in memory, while the events of a run of blocks are applied. */
export interface Fold {
  leases: RowTable<LeaseRow>
  accounts: RowTable<AccountRow>
  words: RowTable<WordRow>
  lines: StatementLine[]
  images: BeforeImage[]
}

/** Returns the key of one word of a node's booked hours. */
export function wordKey(nodeId: string, wordIndex: bigint): string {
  return `${nodeId}/${wordIndex}`
}
