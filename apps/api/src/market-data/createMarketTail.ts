import { type Db, type JournalCommandRow, listJournalCommands, readJournalHead } from '@infinitio/db'
import {
  apply,
  type BidTape,
  type Book,
  type BookCommand,
  type BookEvent,
  chainNow,
  createBidTape,
  createBook,
  createTradeTape,
  foldBid,
  foldTrade,
  fromCanonical,
  type TradeTape,
} from '@infinitio/matching'
import type { Logger } from '@infinitio/process'
import { answersFor, type Answers } from './answersFor.ts'
import { type BestAskHistory, bestAskHistory } from './bestAskHistory.ts'

/**
 * The state of the market after one row of the journal: the replayed order book, its past trades (`tape`), its last bids, and the history of cheapest asks.
 * `now` is the block clock in Unix seconds, `atMs` the wall clock in milliseconds.
 */
export type MarketState = {
  readonly book: Book
  readonly tape: TradeTape
  readonly bids: BidTape
  readonly bestAsks: BestAskHistory
  readonly now: number
  readonly atMs: number
  readonly answers: Answers
}

/** Replays the whole journal from its first row and follows it. From the rows it builds a separate order book and list of trades. */
export type MarketTail = {
  /** Returns the state of the market, at most 250 ms old, or null until the journal was read to its end once. Throws the database's errors. */
  read(): Promise<MarketState | null>
  /** Returns a version that changes when the market data has changed, but at most once a second, so that pages of a busy market do not reload all the time. */
  version(): string
  /**
   * Replays all rows that are in the journal at the time of the call. Returns the number of the last row. Null while a long journal is read for the first time,
   * or if a row could not be replayed.
   */
  follow(): Promise<bigint | null>
  /** Returns true if the journal was read to its end once and every row could be replayed. */
  isCurrent(): boolean
  /** Follows the journal from now on, also without calls of `read`. Returns a function that stops it and resolves when the current reading has ended. */
  start(): () => Promise<void>
}

const pageRows = 500
const oldAfterMs = 250
const everyMs = 1_000
const tellEveryMs = 1_000
/** The longest time in milliseconds that a caller of `read` waits while many rows are not yet replayed. */
const patienceMs = 2_000

/** Called for every journal row after it was replayed, with its command and the events that followed from it. */
export type OnPlayed = (seq: number, command: BookCommand, events: readonly BookEvent[]) => void

type Following = { book: Book; tape: TradeTape; bids: BidTape; bestAsks: BestAskHistory; shownSeq: number; isCurrent: boolean }

/** Creates the replay. Its data is only in memory, so a restart reads the journal again. */
export function createMarketTail({ db, logger, onPlayed }: { db: Db; logger: Logger; onPlayed: OnPlayed }): MarketTail {
  let state = fresh()
  /**
   * True if a row could not be replayed, which is a bug in this program. The market data then stays as it was before that row and is no longer shown as
   * current.
   */
  let isBroken = false
  let isStopped = false
  let readAtMs = Number.NEGATIVE_INFINITY
  let following: Promise<void> | null = null
  const version = onceASecond(() => String(state.shownSeq))
  const answers = answersFor()

  async function follow(): Promise<void> {
    while (!isStopped) {
      const rows = await listRowsAfter(db, state.book.seq)
      if (rows === null || !playAll(rows)) state = fresh()
      if (rows === null || rows.length === pageRows || (rows.length > 0 && state.book.seq === 0)) continue
      state.isCurrent = true
      readAtMs = performance.now()
      return
    }
  }

  /** Replays rows. Returns false if rows that were already replayed are no longer in the journal. */
  function playAll(rows: readonly JournalCommandRow[]): boolean {
    try {
      return rows.every((row) => play(state, row, onPlayed))
    } catch (error) {
      isBroken = true
      logger.error({ err: error }, 'a row of the journal cannot be played: market data ends here')
      throw error
    }
  }

  function catchUp(): Promise<void> {
    following ??= follow().finally(() => {
      following = null
    })
    return following
  }

  return {
    async read() {
      if (!isBroken && performance.now() - readAtMs > oldAfterMs) await Promise.race([catchUp(), patience()])
      if (isBroken || !state.isCurrent) return null
      return { ...nowOf(state), answers }
    },
    async follow() {
      if (isBroken || !state.isCurrent) return null
      // Wait for the reading in progress, then read once more: the one in progress may have begun before the last commit.
      await following?.catch(() => undefined)
      await catchUp()
      return BigInt(state.book.seq)
    },
    version,
    isCurrent: () => state.isCurrent && !isBroken,
    start() {
      const stopLooking = lookAgain(() => {
        if (!isBroken) catchUp().catch((error: unknown) => logger.error({ err: error }, 'the journal cannot be followed'))
      })
      return async () => {
        isStopped = true
        stopLooking()
        await following?.catch(() => undefined)
      }
    },
  }
}

/** Returns the next rows of the journal. Null if the journal now ends before `seq`, because rows were removed. */
async function listRowsAfter(db: Db, seq: number): Promise<JournalCommandRow[] | null> {
  const headSeq = seq === 0 ? null : Number((await readJournalHead(db))?.seq ?? 0n)
  if (headSeq !== null && headSeq < seq) return null
  return headSeq === seq ? [] : await listJournalCommands(db, { afterSeq: BigInt(seq), limit: pageRows })
}

function lookAgain(look: () => void): () => void {
  look()
  const timer = setInterval(look, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

function onceASecond(read: () => string): () => string {
  let told = { text: '', atMs: Number.NEGATIVE_INFINITY }
  return () => {
    if (performance.now() - told.atMs >= tellEveryMs) told = { text: read(), atMs: performance.now() }
    return told.text
  }
}

function nowOf({ book, tape, bids, bestAsks }: Following): Omit<MarketState, 'answers'> {
  const atMs = Math.max(Date.now(), book.atMs)
  const now = book.clock === null ? Math.floor(atMs / 1_000) : Number(chainNow(book, atMs))
  return { book, tape, bids, bestAsks, now, atMs }
}

function fresh(): Following {
  return { book: createBook(), tape: createTradeTape(), bids: createBidTape(), bestAsks: bestAskHistory(), shownSeq: 0, isCurrent: false }
}

/**
 * Replays a row. Returns false if the row shows that earlier rows, which were already replayed, are no longer in the journal. This happens after a restore of
 * the database.
 */
function play(state: Following, row: JournalCommandRow, onPlayed: OnPlayed): boolean {
  const command = fromCanonical(row.command)
  if (command.kind === 'Generation' && command.lostFromSeq <= state.book.seq) return false
  const position = { seq: Number(row.seq), atMs: Number(row.atMs) }
  const events = apply(state.book, command, position)
  foldTrade(state.tape, command, position)
  foldBid(state.bids, state.book, { command, events, ...position })
  state.bestAsks.note(state.book, position)
  const isIdle = events.length === 0 && (command.kind === 'Block' || command.kind === 'Tick')
  if (isIdle) return true
  state.shownSeq = position.seq
  onPlayed(position.seq, command, events)
  return true
}

function patience(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs).unref()
  })
}
