import type { LastAnchor } from '@infinitio/chain/node'
import type { PublishedHead } from '../adminCall.ts'

/** What is known about rows above a restored head: nothing was lost (null), or up to which number, and why we say so. */
export type LostRange = { readonly lostToSeq: bigint; readonly lostHash: string | null; readonly because: string } | null

/** Numbers are left out up to the next multiple of this when nobody knows how many rows were published. */
const NUMBERS_APART = 1_000_000n

/**
 * Which rows above the restored head may have been published. `replaced` is the journal that the restore took the place of (seq 0 when there was
 * none), `published` what the operator says, `anchor` the chain's last root, `isAnchorKnown` whether the restored or the replaced journal has it. When
 * nobody knows, rows were lost: a generation too many is harmless, two rows with one number are not.
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
    lostToSeq: ((highest + 1n) / NUMBERS_APART + 1n) * NUMBERS_APART - 1n,
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
