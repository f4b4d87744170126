import { insertGeneration, insertJournalRows, type JournalGeneration, type Queryable, raiseFence } from '@infinitio/db'
import { journalEntry } from './journalEntry.ts'
import { replayJournal } from './replayJournal.ts'

/** What a restore lost: the last number that may have been published, and that row's hash where it is known. */
export interface LostRows {
  lostToSeq: bigint
  lostHash: string | null
  /** Generations that were opened before, in what was restored or in what it replaced. */
  generationsBefore: number
  nowMs: number
}

/**
 * Opens a new generation of the journal after a restore below what had been published; call it inside a transaction of the matcher's role. Its
 * first row names what was lost and bears the first number that nobody has seen, so that no two rows ever have the same one. Fences off any matcher.
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
