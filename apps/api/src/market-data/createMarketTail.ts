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

/** The market as the journal has it: the replayed book, its trades, its last bids and what its best asks were. `now` of the block clock, `atMs` of the wall clock. */
export type MarketState = {
  readonly book: Book
  readonly tape: TradeTape
  readonly bids: BidTape
  readonly bestAsks: BestAskHistory
  readonly now: number
  readonly atMs: number
  readonly answers: Answers
}

/** Follows the journal, from the first row on, into a book and a tape of its own. */
export type MarketTail = {
  /** The market, not older than a quarter of a second; null until the journal was read to its end once. Throws what the database throws. */
  read(): Promise<MarketState | null>
  /** Changes with what market data shows, once a second at most, so that a busy market does not make every page ask all the time. */
  version(): string
  /**
   * Plays all rows that are committed when it is called. Gives the number of the last one, null while a long journal is still being read for the first
   * time or cannot be played.
   */
  follow(): Promise<bigint | null>
  /** Whether the journal was read to its end once, and could be played. */
  isCurrent(): boolean
  /** Keeps following while nobody reads. Returns what ends all following, and resolves when what is under way has come to rest. */
  start(): () => Promise<void>
}

const pageRows = 500
const oldAfterMs = 250
const everyMs = 1_000
const tellEveryMs = 1_000
/** A reader waits so long for a tail that is far behind. */
const patienceMs = 2_000

/** Told of every row once it was played. */
export type OnPlayed = (seq: number, command: BookCommand, events: readonly BookEvent[]) => void

type Following = { book: Book; tape: TradeTape; bids: BidTape; bestAsks: BestAskHistory; shownSeq: number; isCurrent: boolean }

/** Makes the tail. What it read is kept in memory alone: a restart reads the journal again. */
export function createMarketTail({ db, logger, onPlayed }: { db: Db; logger: Logger; onPlayed: OnPlayed }): MarketTail {
  let state = fresh()
  /** A row that cannot be played: a bug of ours, and nothing of this book is shown any more. */
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

  /** False when rows that were played are gone. */
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
      // What is under way may have looked before the last commit.
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

/** Lists the next rows of the journal; null if the journal ends before `seq`. */
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

/** Plays a row. False when it says that rows which were played are gone, as after a restore. */
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
