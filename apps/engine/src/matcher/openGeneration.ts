import { insertGeneration, insertJournalRows, type JournalGeneration, type Queryable, raiseFence } from '@infinitio/db'
import { journalEntry } from './journalEntry.ts'
import { replayJournal } from './replayJournal.ts'

/** The rows that a restore lost: the number of the last row that may have been published, and that row's hash if known. */
export interface LostRows {
  lostToSeq: bigint
  lostHash: string | null
  /**
   * The number of generations (numberings) that the journal has had so far: the larger of the counts in the restored journal and in the journal that it
   * replaced.
   */
  generationsBefore: number
  nowMs: number
}

/**
 * Opens a new generation (numbering) of the journal after a restore to a point before the last published row. Call it inside a transaction of the matcher's
 * role. The first row of the new generation lists the lost rows. The number of this first row is the first one that nobody has seen, so that two rows never
 * have the same number. Raises the fence (a number that a matcher must know to write), so that a matcher that is still running can no longer write.
 */
export async function openGeneration(tx: Queryable, { lostToSeq, lostHash, generationsBefore, nowMs }: LostRows): Promise<JournalGeneration> {
  await raiseFence(tx)
  const { book, head } = await replayJournal(tx)
  const generation = Math.max(book.generation, generationsBefore) + 1
  const lost = { lostFromSeq: Number(head.seq + 1n), lostToSeq: Number(lostToSeq), lostHash }
  const atMs = BigInt(nowMs) > head.atMs ? BigInt(nowMs) : head.atMs
  const command = { kind: 'Generation', generation, ...lost } as const
  const row = journalEntry({ head, seq: lostToSeq + 1n, atMs, command, events: [] })
  await insertJournalRows(tx, [row])
  const opened = { generation, firstSeq: row.seq, baseSeq: head.seq, baseHash: head.hash, lostToSeq, lostHash, openedAtMs: atMs }
  await insertGeneration(tx, opened)
  return opened
}
