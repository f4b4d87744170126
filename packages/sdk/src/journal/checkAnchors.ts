import type { JournalReplay } from './journalReplay.ts'
import type { JournalSnapshot } from './journalSnapshot.ts'
import type { JournalAnchor } from './readAnchors.ts'

/** How many anchored roots are rows of the journal, are of rows that a generation names as lost, lie before the snapshot it was read from, or outside the part that was read. */
export type AnchorCounts = { readonly found: number; readonly lost: number; readonly before: number; readonly outside: number }

/** Holds the anchored roots, oldest first, against the rows that were seen; notes each that goes back, and where the whole journal was read each that is no row. */
export function checkAnchors(
  replay: JournalReplay,
  {
    anchors,
    seqOf,
    snapshot,
    isWhole,
  }: { anchors: readonly JournalAnchor[]; seqOf: ReadonlyMap<string, bigint>; snapshot: JournalSnapshot | null; isWhole: boolean },
): AnchorCounts {
  const counts = { found: 0, lost: 0, before: 0, outside: 0 }
  let lastSeq = 0n
  for (const { epoch, root } of anchors) {
    const seq = seqOf.get(root)
    if (seq !== undefined) {
      counts.found += 1
      if (seq < lastSeq) replay.note('anchor', seq, `was anchored for hour ${epoch}, after row ${lastSeq}`)
      lastSeq = seq
    } else if (isBefore(snapshot, { epoch, root })) counts.before += 1
    else if (replay.lost.some(({ hash, fromHour, toHour }) => hash === root || (epoch >= fromHour && epoch <= toHour))) counts.lost += 1
    else if (!isWhole) counts.outside += 1
    else replay.note('anchor', null, `the root ${root}, anchored for hour ${epoch}, is no row`)
  }
  return counts
}

/** An anchor is of the hour in which its row was read, or mined a little after it. */
function isBefore(snapshot: JournalSnapshot | null, { epoch, root }: JournalAnchor): boolean {
  if (snapshot === null) return false
  return root === snapshot.root || epoch <= BigInt(snapshot.clock ?? 0) / 3_600n + 1n
}
