import type { LastAnchor } from '@infinitio/chain/node'
import { hasGenerations, hasJournalHash, type Queryable } from '@infinitio/db'

/**
 * Checks that the last root anchored on the chain is the hash of a journal row, or of a row that a generation lists as lost. Each journal row contains the hash
 * of the row before, so an equal hash proves that no row up to it has changed. Returns a sentence for each problem.
 */
export async function anchorFindings(tx: Queryable, anchor: LastAnchor): Promise<string[]> {
  if (anchor === null || anchor === 'unreadable') return []
  if ((await hasJournalHash(tx, { hash: anchor.hash })) || (await hasGenerations(tx))) return []
  return [`the root anchored for hour ${anchor.epoch} is no row of the journal`]
}
