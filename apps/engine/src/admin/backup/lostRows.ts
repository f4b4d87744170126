import type { LastAnchor } from '@infinitio/chain/node'
import type { PublishedHead } from '../adminCall.ts'
import { hasJournalHash, type Queryable, readBackupPosition } from '@infinitio/db'

/**
 * Evidence of lost rows from outside the restored journal. `replaced` is the last row of the journal that the restore replaced (seq 0 if there was none).
 * `published` is the last published row that the operator stated (null if none). `anchor` is the last root that is stored on the chain.
 */
interface KnownOutside {
  replaced: PublishedHead
  published: PublishedHead | null
  anchor: LastAnchor
  /** True if the journal before the restore contained the root that was stored last on the chain. */
  wasAnchorKnown: boolean
}

/**
 * Compares the current journal with evidence from outside, such as the last root on the chain. Returns the range of rows after the journal's last row that may
 * have been published.
 */
export async function findLost(tx: Queryable, known: KnownOutside): Promise<LostRange> {
  const { journalSeq, journalHash } = await readBackupPosition(tx)
  const isAnchorKnown = known.wasAnchorKnown || (await hasAnchor(tx, known.anchor))
  return lostRows({ ...known, restored: { seq: journalSeq, hash: journalHash }, isAnchorKnown })
}

/** Returns true if the current journal contains the row whose hash (root) was stored on the chain. */
export async function hasAnchor(tx: Queryable, anchor: LastAnchor): Promise<boolean> {
  return anchor !== null && anchor !== 'unreadable' && (await hasJournalHash(tx, { hash: anchor.hash }))
}

/**
 * The range of rows after the last restored row, if they may have been published: the number of the last lost row, its hash if known, and the reason why rows
 * count as lost. Null if no such row was published.
 */
export type LostRange = { readonly lostToSeq: bigint; readonly lostHash: string | null; readonly because: string } | null

/**
 * If it is unknown which rows were published, the journal continues at a multiple of this number, and skips at least this many row numbers. So no new row gets
 * the number of a lost row, even if that row was published long after the last known row.
 */
const NUMBERS_APART = 1_000_000n

/**
 * Returns the range of rows, after the last restored row, that may have been published. `replaced` is the last row of the journal that the restore replaced
 * (seq 0 if there was none). `published` is the row that the operator stated, and `anchor` is the last root on the chain. `isAnchorKnown` is true if the
 * restored or the replaced journal contains that root. If nothing shows how far the journal went, assumes that rows were lost: an unneeded new generation of
 * row numbers is harmless, but two different rows with the same number are not.
 */
export function lostRows({
  restored,
  replaced,
  published,
  anchor,
  isAnchorKnown,
}: {
  restored: PublishedHead
  replaced: PublishedHead
  published: PublishedHead | null
  anchor: LastAnchor
  isAnchorKnown: boolean
}): LostRange {
  if (published !== null && published.seq > restored.seq && published.seq > replaced.seq)
    return { lostToSeq: published.seq, lostHash: published.hash, because: 'the operator says so' }
  const highest = replaced.seq > restored.seq ? replaced.seq : restored.seq
  const unknown = (because: string): LostRange => ({
    lostToSeq: (highest / NUMBERS_APART + 2n) * NUMBERS_APART - 1n,
    lostHash: null,
    because,
  })
  if (anchor !== null && anchor !== 'unreadable' && !isAnchorKnown) return unknown(`the root anchored for hour ${anchor.epoch} is not in it`)
  if (replaced.seq > restored.seq) return { lostToSeq: replaced.seq, lostHash: replaced.hash, because: 'the journal that was replaced went on' }
  if (replaced.seq === restored.seq && replaced.seq > 0n && replaced.hash !== restored.hash)
    return unknown('the journal that was replaced is another one')
  if (replaced.seq > 0n || published !== null) return null
  return unknown(anchor === 'unreadable' ? 'neither the chain nor anybody else says how far it went' : 'nobody says how far it went')
}
