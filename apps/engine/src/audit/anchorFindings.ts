import type { LastAnchor } from '@infinitio/chain/node'
import { hasGenerations, hasJournalHash, type Queryable } from '@infinitio/db'

/**
 * Whether the last root anchored on the chain is the hash of a row of the journal, or of one that a generation names as lost. Rows are chained, so
 * then none up to it was changed since. Returns what is wrong.
 */
export async function anchorFindings(tx: Queryable, anchor: LastAnchor): Promise<string[]> {
  if (anchor === null || anchor === 'unreadable') return []
  if ((await hasJournalHash(tx, { hash: anchor.hash })) || (await hasGenerations(tx))) return []
  return [`the root anchored for hour ${anchor.epoch} is no row of the journal`]
}
