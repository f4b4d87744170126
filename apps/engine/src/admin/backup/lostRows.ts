import type { LastAnchor } from '@infinitio/chain/node'
import type { PublishedHead } from '../adminCall.ts'

/** What is known about rows above a restored head: nothing was lost (null), or up to which number, and why we say so. */
export type LostRange = { readonly lostToSeq: bigint; readonly lostHash: string | null; readonly because: string } | null

/** Numbers are left out up to the next multiple of this when nobody knows how many rows were published. */
const NUMBERS_APART = 1_000_000n

/**
 * Which rows above the restored head may have been published. `replaced` is the journal that the restore took the place of (seq 0 when there was
 * none), `published` what the operator says, `anchor` the chain's last root, `isAnchorKept` whether the restored journal has it. When nobody knows,
 * rows were lost: a generation too many is harmless, two rows with one number are not.
 */
export function lostRows({
  restored,
  replaced,
  published,
  anchor,
  isAnchorKept,
}: {
  restored: PublishedHead
  replaced: PublishedHead
  published: PublishedHead | null
  anchor: LastAnchor
  isAnchorKept: boolean
}): LostRange {
  const known = published !== null && published.seq > replaced.seq ? published : replaced
  const isOtherJournal = known.seq === restored.seq && known.hash !== null && known.hash !== restored.hash
  if (known.seq > restored.seq)
    return {
      lostToSeq: known.seq,
      lostHash: known.hash,
      because: known === published ? 'the operator says so' : 'the journal that was replaced went on',
    }
  const unknown = (because: string): LostRange => ({
    lostToSeq: ((restored.seq + 1n) / NUMBERS_APART + 1n) * NUMBERS_APART - 1n,
    lostHash: null,
    because,
  })
  if (isOtherJournal) return unknown('the journal that was replaced is another one')
  if (anchor !== null && anchor !== 'unreadable' && !isAnchorKept) return unknown(`the root anchored for hour ${anchor.epoch} is not in it`)
  if (known.seq > 0n || published !== null) return null
  return unknown(anchor === 'unreadable' ? 'neither the chain nor anybody else says how far it went' : 'nobody says how far it went')
}
