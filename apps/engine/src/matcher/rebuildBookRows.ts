import { clearBookRows, type Queryable, readMatcherStatus, saveMatcherStatus } from '@infinitio/db'
import { unsettledCount } from '@infinitio/matching'
import { createBookRows } from './bookRows.ts'
import { hashBook } from './hashBook.ts'
import { replayJournal } from './replayJournal.ts'
import { writeBookRows } from './writeBookRows.ts'

const rowsAtOnce = 1_000n

/**
 * Drops the tables that show the order book (its read model) and rebuilds them from the journal. Call it inside a transaction of the matcher's role. A running
 * matcher waits and then continues. Returns the number of the last row. Throws `JournalBroken`, and changes nothing, if the journal cannot be replayed.
 */
export async function rebuildBookRows(tx: Queryable): Promise<bigint> {
  await clearBookRows(tx)
  const changes = createBookRows()
  const { book, head } = await replayJournal(tx, async (written, at) => {
    writeBookRows(changes, written, at)
    if (written.seq % rowsAtOnce === 0n) await changes.write(tx)
  })
  await changes.write(tx)
  const paused = (await readMatcherStatus(tx))?.paused ?? false
  const { mode, generation } = book
  const hash = hashBook(book)
  await saveMatcherStatus(tx, { lastSeq: head.seq, bookHash: hash, unsettled: unsettledCount(book), paused, mode, generation })
  return head.seq
}
