import type { LastAnchor } from '@infinitio/chain/node'
import { hasJournalHash, type Queryable, readBackupPosition } from '@infinitio/db'
import type { PublishedHead } from '../adminCall.ts'
import { type LostRange, lostRows } from './lostRows.ts'

/**
 * Facts from outside the restored journal: the head of the journal that it replaced (seq 0 if there was none), the operator's statement, and the last
 * root on the chain.
 */
export interface KnownOutside {
  replaced: PublishedHead
  published: PublishedHead | null
  anchor: LastAnchor
  /** True if the replaced journal contained the anchored root. */
  wasAnchorKnown: boolean
}

/** Compares the journal as it is now with facts from outside. Returns the rows above its head that may have been published. */
export async function findLost(tx: Queryable, known: KnownOutside): Promise<LostRange> {
  const { journalSeq, journalHash } = await readBackupPosition(tx)
  const isAnchorKnown = known.wasAnchorKnown || (await hasAnchor(tx, known.anchor))
  return lostRows({ ...known, restored: { seq: journalSeq, hash: journalHash }, isAnchorKnown })
}

/** True if the journal, as it is now, contains the anchored root. */
export async function hasAnchor(tx: Queryable, anchor: LastAnchor): Promise<boolean> {
  return anchor !== null && anchor !== 'unreadable' && (await hasJournalHash(tx, { hash: anchor.hash }))
}
