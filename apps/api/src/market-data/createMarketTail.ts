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
 * The state of the market after one row of the journal: the order book, the past trades (`tape`), the newest bids, and the history of the cheapest asks. `now`
 * is the block clock in Unix seconds, `atMs` the wall clock in milliseconds.
 */
export type MarketState = {
  readonly book: Book
  readonly tape: TradeTape
  readonly bids: BidTape
  readonly bestAsks: BestAskHistory
  readonly now: number
  readonly atMs: number
  /** Answers of the last second. */
  readonly answers: Answers
  /** Replays for machines that are not on the market, of the last minute. Anybody can ask for a replay, and it takes long. */
  readonly replays: Answers
}

/**
 * Replays the whole journal from its first row, and then each new row. From the rows it builds its own order book and list of trades, independent of the
 * matcher.
 */
export type MarketTail = {
  /**
   * Returns the state of the market, or null until the journal was read to its end once. If the state is more than 250 ms old, reads new rows first, but waits
   * at most 2 s for that. Throws the database's errors.
   */
  read(): Promise<MarketState | null>
  /** Returns a text that changes when the market data has changed, but at most once a second. So the pages of a busy market do not reload all the time. */
  version(): string
  /**
   * Replays all rows that are in the journal at the time of the call. Returns the number of the last row. Null while a long journal is read for the first time,
   * or if a row could not be replayed.
   */
  follow(): Promise<bigint | null>
  /** Returns the market's fee in basis points after the last row that was replayed; null if the journal was never read to its end. */
  feeBps(): number | null
  /** Returns true if the journal was read to its end at least once, and each row of it could be replayed. */
  isCurrent(): boolean
  /**
   * Reads new journal rows regularly from now on, even if `read` is not called. Returns a function that stops this and resolves when the current reading has
   * ended.
   */
  start(): () => Promise<void>
}

const pageRows = 500
const oldAfterMs = 250
const everyMs = 1_000
const tellEveryMs = 1_000
/** The longest time that a caller of `read` waits if many rows are not replayed yet, in milliseconds. */
const patienceMs = 2_000

/** Called for every journal row after it was replayed, with its command and the events that followed from it. */
export type OnPlayed = (seq: number, command: BookCommand, events: readonly BookEvent[]) => void

type Following = { book: Book; tape: TradeTape; bids: BidTape; bestAsks: BestAskHistory; shownSeq: number; isCurrent: boolean }

/** Creates the replay of the journal. Its data is only in memory, so after a restart it reads the journal again. */
export function createMarketTail({ db, logger, onPlayed }: { db: Db; logger: Logger; onPlayed: OnPlayed }): MarketTail {
  let state = fresh()
  /**
   * True if a row could not be replayed, which means a bug in this program. The market data then stays as it was before that row, and is no longer shown as
   * current.
   */
  let isBroken = false
  let isStopped = false
  let readAtMs = Number.NEGATIVE_INFINITY
  let following: Promise<void> | null = null
  const version = onceASecond(() => String(state.shownSeq))
  const answers = answersFor({ oldAfterMs: 1_000 })
  const replays = answersFor({ oldAfterMs: 60_000 })

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
      return { ...nowOf(state), answers, replays }
    },
    async follow() {
      if (isBroken || !state.isCurrent) return null
      // A replay in progress may have begun before the last commit. So wait until it ends, and then replay once more.
      await following?.catch(() => undefined)
      await catchUp()
      return BigInt(state.book.seq)
    },
    version,
    feeBps: () => (state.isCurrent ? Number(state.book.feeBps) : null),
    isCurrent: () => state.isCurrent && !isBroken,
    start() {
      const look = () => (isBroken ? undefined : catchUp().catch((error: unknown) => logger.error({ err: error }, 'the journal cannot be followed')))
      const stopLooking = lookAgain(() => void look())
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

function nowOf({ book, tape, bids, bestAsks }: Following): Omit<MarketState, 'answers' | 'replays'> {
  const atMs = Math.max(Date.now(), book.atMs)
  const now = book.clock === null ? Math.floor(atMs / 1_000) : Number(chainNow(book, atMs))
  return { book, tape, bids, bestAsks, now, atMs }
}

function fresh(): Following {
  return { book: createBook(), tape: createTradeTape(), bids: createBidTape(), bestAsks: bestAskHistory(), shownSeq: 0, isCurrent: false }
}

/**
 * Replays a row. Returns false if the row shows that rows which were already replayed are no longer in the journal. This happens after a restore of the
 * database.
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
