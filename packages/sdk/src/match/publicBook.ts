import type { JournalRowWire } from '@infinitio/domain/wire'
import type { Book } from '@infinitio/matching'
import { refusal } from '../transport/refusal.ts'
import { JournalReplay, type ReplayStart } from '../journal/journalReplay.ts'

/** A book of one's own, kept up with the public journal. */
export interface PublicBook {
  /** Reads and checks the rows that came since. Throws `journal.disagrees` when one is not what it should be: then the book must not be used. */
  readOn(): Promise<Book>
  /** The last row read. */
  seq(): bigint
}

/** Opens one at the first row or at a snapshot of one's own; `rowsFrom` reads the journal. */
export function openPublicBook({ rowsFrom, start }: { rowsFrom: (from: bigint) => AsyncIterable<JournalRowWire>; start: ReplayStart }): PublicBook {
  const replay = new JournalReplay({ start, onRow: () => undefined })
  // The row of the snapshot comes once more, to see that it is still the one.
  let first = start?.snapshot ?? null
  return {
    seq: () => replay.last.seq,
    async readOn() {
      for await (const row of rowsFrom(first === null ? replay.last.seq + 1n : BigInt(first.seq))) {
        if (first === null) replay.take(row)
        else if (row.seq !== first.seq || row.hash !== first.hash)
          replay.note('snapshot', BigInt(first.seq), 'is another row than when the snapshot was made')
        first = null
        if (replay.findingCount > 0) break
      }
      const [finding] = replay.findings
      if (finding !== undefined || replay.book === null)
        throw refusal('journal.disagrees', { detail: `${finding?.kind ?? 'command'}: row ${finding?.seq ?? ''} ${finding?.detail ?? ''}` })
      return replay.book
    },
  }
}
