import type { AccountRow, BeforeImage, LeaseRow, StatementLine, WordRow } from '@infinitio/db'
import type { RowTable } from './rowTable.ts'

/**
 * The rows about money, leases and booked hours, in memory. The follower (the process that copies chain events into the database) applies the events of several
 * blocks to them.
 */
export interface Fold {
  leases: RowTable<LeaseRow>
  accounts: RowTable<AccountRow>
  words: RowTable<WordRow>
  lines: StatementLine[]
  images: BeforeImage[]
}

/** Returns the key of one 256-bit word of a node's calendar, which counts the booked GPUs of several hours. */
export function wordKey(nodeId: string, wordIndex: bigint): string {
  return `${nodeId}/${wordIndex}`
}
