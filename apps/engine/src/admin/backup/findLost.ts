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
  /** True if the journal before the restore contained the anchored root. */
  wasAnchorKnown: boolean
}

/** Compares the current journal with facts from outside. Returns the range of rows after its last row that may have been published. */
export async function findLost(tx: Queryable, known: KnownOutside): Promise<LostRange> {
  const { journalSeq, journalHash } = await readBackupPosition(tx)
  const isAnchorKnown = known.wasAnchorKnown || (await hasAnchor(tx, known.anchor))
  return lostRows({ ...known, restored: { seq: journalSeq, hash: journalHash }, isAnchorKnown })
}

/** Returns true if the current journal contains the anchored root. */
export async function hasAnchor(tx: Queryable, anchor: LastAnchor): Promise<boolean> {
  return anchor !== null && anchor !== 'unreadable' && (await hasJournalHash(tx, { hash: anchor.hash }))
}
