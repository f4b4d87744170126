import {
  type Cursors,
  insertJournalRows,
  type JournalRow,
  lockFence,
  type NewCommand,
  notify,
  type Queryable,
  saveCursors,
  saveMatcherStatus,
} from '@infinitio/db'
import { apply, type Book, type BookCommand, type BookEvent, fromCanonical, unsettledCount } from '@infinitio/matching'
import { CommandFailed } from './commandFailed.ts'
import { type JournalHead, journalEntry } from './journalEntry.ts'
import type { Judged } from './logOrders.ts'
import { createBookRows } from './bookRows.ts'
import { writeBookRows } from './writeBookRows.ts'

/** Another matcher took over: this one may not write any more. */
export class FenceRaised extends Error {
  override name = 'FenceRaised'
}

/** What the matcher carries from one journal transaction to the next. */
export interface MatcherState {
  readonly book: Book
  readonly fence: bigint
  /** api commands to leave out: the matching code failed on them before. */
  readonly skipped: ReadonlySet<bigint>
  head: JournalHead
  cursors: Cursors
  paused: boolean
}

/** Commands to append: what stands in the command tables, and what the engine itself says before them. */
export interface Batch {
  own: readonly BookCommand[]
  waiting: readonly NewCommand[]
  nowMs: number
  /** Above this number of unsettled matches api commands wait. */
  maxUnsettled: number
}

/**
 * The one journal transaction: checks the fence, applies the commands to the book in order, appends their rows, brings the
 * read model and the cursors up to them and wakes the readers. The book is changed in place, so after a throw it may be ahead
 * of the journal: the caller must end the process. Returns what each row did, to be logged after the commit. Throws FenceRaised, and CommandFailed when the matching code failed.
 */
export async function drainCommands(tx: Queryable, state: MatcherState, batch: Batch): Promise<Judged[]> {
  const fence = await lockFence(tx)
  if (fence !== state.fence) throw new FenceRaised(`the fence is ${fence}, ours is ${state.fence}`)
  const atMs = BigInt(batch.nowMs) > state.head.atMs ? BigInt(batch.nowMs) : state.head.atMs
  const cursors: Cursors = { ...state.cursors }
  const rows: JournalRow[] = []
  const judged: Judged[] = []
  let hasSettlements = false
  let head = state.head
  const changes = createBookRows()
  const append = (command: BookCommand, events: readonly BookEvent[], text?: string): void => {
    const row = journalEntry({ head, atMs, command: text ?? command, events })
    rows.push(row)
    judged.push({ seq: row.seq, events })
    head = { seq: row.seq, atMs, hash: row.hash }
    if (writeBookRows(changes, { seq: row.seq, atMs, command, events }, state.book)) hasSettlements = true
  }
  const judge = (command: BookCommand) => apply(state.book, command, { seq: Number(head.seq + 1n), atMs: Number(atMs) })
  for (const command of batch.own) append(command, judge(command))
  for (const waiting of batch.waiting) {
    cursors[waiting.source] = waiting.id
    if (waiting.source === 'api' && state.skipped.has(waiting.id)) continue
    const { command, events } = judgeWaiting(waiting, judge)
    // The tables of commands hold canonical text: it goes into the journal as it is.
    append(command, events, waiting.payload)
  }
  const unsettled = unsettledCount(state.book)
  const paused = unsettled >= batch.maxUnsettled
  const { mode, generation } = state.book
  await Promise.all([
    insertJournalRows(tx, rows),
    changes.write(tx),
    saveCursors(tx, cursors),
    saveMatcherStatus(tx, { lastSeq: head.seq, bookHash: null, unsettled, paused, mode, generation }),
    notify(tx, hasSettlements ? ['book', 'settlements'] : ['book']),
  ])
  state.head = head
  state.cursors = cursors
  state.paused = paused
  return judged
}

function judgeWaiting(
  { source, id, payload }: NewCommand,
  judge: (command: BookCommand) => BookEvent[],
): { command: BookCommand; events: BookEvent[] } {
  try {
    const command = fromCanonical(payload)
    return { command, events: judge(command) }
  } catch (cause) {
    throw new CommandFailed({ source, id, payload, cause })
  }
}
