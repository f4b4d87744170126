import type { Cursors, JournalRow, NewCommand, NewMatcherStatus } from '@infinitio/db'
import type { SettleTerms } from '@infinitio/domain'
import { apply, type Book, type BookCommand, type BookEvent, fromCanonical, unsettledCount } from '@infinitio/matching'
import { type BookRows, createBookRows } from './bookRows.ts'
import { CommandFailed } from './commandFailed.ts'
import { type JournalHead, journalEntry } from './journalEntry.ts'
import type { Judged } from './logOrders.ts'
import { unsettledForOperator } from './unsettledForOperator.ts'
import { writeBookRows } from './writeBookRows.ts'

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
  /** Above this number of unsettled matches that the operator settles api commands wait. */
  maxUnsettled: number
  /** Which small matches the operator leaves to their parties; absent: none. */
  settleTerms?: SettleTerms
}

/** What commands came to: what is to be written of it in one transaction, and what each row did, to be logged after that. */
export interface JudgedCommands {
  readonly rows: readonly JournalRow[]
  readonly changes: BookRows
  readonly cursors: Cursors
  readonly status: NewMatcherStatus
  readonly hasSettlements: boolean
  readonly judged: readonly Judged[]
}

/**
 * Applies commands to the book, in order, and moves `state` behind them. Nothing is written here: the book is ahead of the journal until `writeJudged`
 * has committed, so when that fails the caller must end the process. Throws CommandFailed when the matching code failed; the same holds then.
 */
export function judgeCommands(state: MatcherState, batch: Batch): JudgedCommands {
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
  const forOperator =
    batch.settleTerms === undefined ? unsettled : unsettledForOperator(state.book, { terms: batch.settleTerms, most: batch.maxUnsettled })
  const paused = forOperator >= batch.maxUnsettled
  const { mode, generation } = state.book
  state.head = head
  state.cursors = cursors
  state.paused = paused
  const status = { lastSeq: head.seq, bookHash: null, unsettled, paused, mode, generation }
  return { rows, changes, cursors, status, hasSettlements, judged }
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
