import type { CommandSource, Cursors, JournalRow, NewCommand, NewMatcherStatus } from '@infinitio/db'
import { anyoneExecutor, isLeftToParties, type MatchId, type SettleTerms } from '@infinitio/domain'
import { apply, type Book, type BookCommand, type BookEvent, fromCanonical, unsettledCount } from '@infinitio/matching'
import { type BookRows, createBookRows } from './bookRows.ts'
import { journalEntry, type JournalHead } from './journalEntry.ts'
import type { Judged } from './logOrders.ts'
import { writeBookRows } from './writeBookRows.ts'

/** The matcher's state between two transactions that write to the journal. */
export interface MatcherState {
  readonly book: Book
  readonly fence: bigint
  /** Ids of the API's commands to skip, because the matching code once threw an exception on them. */
  readonly skipped: ReadonlySet<bigint>
  head: JournalHead
  cursors: Cursors
  paused: boolean
}

/** The commands to append to the journal: `own` are the engine's own commands, and `waiting` are those from the command tables. */
export interface Batch {
  own: readonly BookCommand[]
  waiting: readonly NewCommand[]
  nowMs: number
  /** If at least this many matches wait for the operator to settle them, the matcher reads no commands from the API. */
  maxUnsettled: number
  /**
   * The terms under which the operator does not settle small matches. The renter and the provider (the parties) may settle those themselves. If absent, the
   * operator settles all matches.
   */
  settleTerms?: SettleTerms
}

/** The results of applied commands: the journal rows and table changes to write in one transaction, and the outcomes to log after it. */
export interface JudgedCommands {
  readonly rows: readonly JournalRow[]
  readonly changes: BookRows
  readonly cursors: Cursors
  readonly status: NewMatcherStatus
  readonly hasSettlements: boolean
  readonly judged: readonly Judged[]
}

/**
 * Applies commands to the book in order and advances `state`. Writes nothing to the database: the book is ahead of the journal until `writeJudged` commits. If
 * that write fails, the caller must end the process. Throws CommandFailed if the matching code failed with an exception; in this case, too, the caller must end
 * the process.
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
    // The tables of commands already contain the commands in the exact text form of the journal, so it is stored unchanged.
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

/**
 * Counts the matches that wait for the operator to settle them. Leaves out small matches that their parties settle (ADR 37), together with the other matches
 * of their group. To save time, examines single matches only if at least `most` are unsettled and the operator leaves small ones to their parties.
 */
function unsettledForOperator(book: Book, { terms, most }: { terms: SettleTerms; most: number }): number {
  const all = unsettledCount(book)
  if (all < most || terms.leastLeaseValue === 0n) return all
  const groups = new Map<MatchId, { isSmall: boolean; mayBe: boolean; matches: number }>()
  for (const { state, matchId, group, ask, bid, gpus, durationSeconds } of book.matches.values()) {
    if (state !== 'unsettled') continue
    const one = groups.get(group ?? matchId) ?? { isSmall: false, mayBe: true, matches: 0 }
    const piece = ask === null ? null : { pricePerGpuSecond: ask.price, gpus, durationSeconds, bid: bid.bid }
    one.isSmall ||= piece !== null && isLeftToParties(piece, terms)
    one.mayBe &&= ask?.executor === anyoneExecutor && bid.executor === anyoneExecutor
    one.matches += 1
    groups.set(group ?? matchId, one)
  }
  const left = [...groups.values()].filter(({ isSmall, mayBe }) => isSmall && mayBe)
  return left.reduce((count, { matches }) => count - matches, all)
}

/** The matching code threw an exception while it applied a command, which is a bug. The book must no longer be used. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
  readonly source: CommandSource
  readonly id: bigint
  /** The hash of the order that the command is about, if its payload contains one. */
  readonly orderHash: string | null

  constructor({ source, id, payload, cause }: { source: CommandSource; id: bigint; payload: string; cause: unknown }) {
    super(`${source} command ${id} could not be judged: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.source = source
    this.id = id
    this.orderHash = /"(?:orderHash|bidHash)":"(0x[0-9a-f]{64})"/.exec(payload)?.[1] ?? null
  }
}
