import type { JournalRowWire } from '@infinitio/domain/wire'
import type { Book } from '@infinitio/matching'
import { refusal } from '../transport/refusal.ts'
import { JournalReplay, type ReplayStart } from '../journal/journalReplay.ts'

/** An order book that is rebuilt from the public journal and follows its new rows. */
export interface PublicBook {
  /** Reads and checks new rows. Throws `journal.disagrees` for an invalid row; the order book must not be used after that. */
  readOn(): Promise<Book>
  /** The last row read. */
  seq(): bigint
}

/** Creates an order book that starts at the journal's first row or at a snapshot. `rowsFrom` reads the journal. */
export function openPublicBook({ rowsFrom, start }: { rowsFrom: (from: bigint) => AsyncIterable<JournalRowWire>; start: ReplayStart }): PublicBook {
  const replay = new JournalReplay({ start, onRow: () => undefined })
  // Reads the row of the snapshot again, to check that no row up to the snapshot was changed.
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
