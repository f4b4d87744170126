import type { LastAnchor } from '@infinitio/chain/node'
import { hasJournalHash, type Queryable, readBackupPosition } from '@infinitio/db'
import type { PublishedHead } from '../adminCall.ts'
import { type LostRange, lostRows } from './lostRows.ts'

/** What is known from outside of the restored journal: the one it replaced (seq 0: none), what the operator says, the chain's last root. */
export interface KnownOutside {
  replaced: PublishedHead
  published: PublishedHead | null
  anchor: LastAnchor
  /** Whether the replaced journal had the anchored root. */
  wasAnchorKnown: boolean
}

/** Looks at the journal as it now stands and says which rows above it may have been published. */
export async function findLost(tx: Queryable, known: KnownOutside): Promise<LostRange> {
  const { journalSeq, journalHash } = await readBackupPosition(tx)
  const isAnchorKnown = known.wasAnchorKnown || (await hasAnchor(tx, known.anchor))
  return lostRows({ ...known, restored: { seq: journalSeq, hash: journalHash }, isAnchorKnown })
}

/** True when the journal as it now stands has the anchored root. */
export async function hasAnchor(tx: Queryable, anchor: LastAnchor): Promise<boolean> {
  return anchor !== null && anchor !== 'unreadable' && (await hasJournalHash(tx, { hash: anchor.hash }))
}
