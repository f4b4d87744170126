import {
  type CommandSource,
  type Db,
  insertSkippedCommand,
  listNewCommands,
  listSkippedCommands,
  type NewCommand,
  raiseFence,
  readCursors,
  saveMatcherStatus,
  touchMatcher,
} from '@infinitio/db'
import type { SettleTerms } from '@infinitio/domain'
import { type BookCommand, nextDueAtMs, unsettledCount } from '@infinitio/matching'
import type { Logger } from '@infinitio/process'
import type { Clock } from '../loop/clock.ts'
import { HEARTBEAT_MS, heartbeat } from '../loop/heartbeat.ts'
import { isAway } from '../loop/isAway.ts'
import { startLoop } from '../loop/startLoop.ts'
import { followRates, isRateOf, type Rates, type RateWatch } from './followRates.ts'
import { hashBook } from './hashBook.ts'
import { CommandFailed, judgeCommands, type JudgedCommands, type MatcherState } from './judgeCommands.ts'
import { logOrders } from './logOrders.ts'
import { expectFollowed, type Replayed, replayOn } from './replayJournal.ts'
import { type Recovered, recoverBook } from './snapshots/recoverBook.ts'
import { type SnapshotKeeper, snapshotKeeper, type Snapshots } from './snapshots/snapshotKeeper.ts'
import { listNamedSeqs } from './snapshots/snapshotName.ts'
import { bookVersion } from './bookVersion.ts'
import { type WriteBehind, writeBehind } from './writeBehind.ts'
import { writeJudged } from './writeJudged.ts'

/** Options of the matcher. `readRates` may wait for the chain; the matcher calls it at its start and every few seconds. */
export interface MatcherOptions extends Clock {
  db: Db
  logger: Logger
  readRates: () => Promise<Rates>
  maxUnsettled: number
  /**
   * The terms under which the operator does not settle small matches. The renter and the provider (the parties) may settle those themselves. If absent, the
   * operator settles all matches.
   */
  settleTerms?: SettleTerms
  snapshots: Snapshots
  /** Called if the matcher cannot continue. The process must end, because its book may be ahead of the journal. */
  onFatal: (error: unknown) => void
}

/** A running matcher. */
export interface Matcher {
  stop(): Promise<void>
}

/** The matcher reads at least at this interval, because a NOTIFY may be lost, and because it writes its heartbeat between two reads. */
const POLL_MS = HEARTBEAT_MS
/** After a failed read, the matcher tries again after this many ms. */
const AWAY_POLL_MS = 500
const COMMANDS_AT_ONCE = 500

/**
 * Becomes the writer of the journal, replays its newest rows, and then turns commands into journal rows until it is stopped. The replay starts from `at` (an
 * order book after some journal row), or from the newest snapshot if `at` is null. NOTIFY wakes the matcher; it also reads every two seconds, in case a
 * notification was lost. Rejects if the journal cannot be replayed; do not use `at` after that. Only one matcher can write: a matcher that starts later raises
 * the fence (a number that each write must match), which stops this one.
 */
export async function runMatcher(options: MatcherOptions, at: Replayed | null = null): Promise<Matcher> {
  const { db, logger } = options
  const startedAtMs = options.nowMs()
  const fence = await db.transaction(raiseFence)
  const { book, head, from, rows } = at === null ? await recoverBook(db, options) : await catchUp(db, at)
  const cursors = await readCursors(db)
  const skipped = await listSkippedCommands(db, { afterId: cursors.api })
  const state: MatcherState = { book, fence, skipped, head, cursors, paused: false }
  const replayMs = options.nowMs() - startedAtMs
  // Do not log the book's hash here, because calculating it for a large book takes as long as reading the book. Each snapshot is stored and logged with its
  // hash.
  logger.info({ seq: head.seq, from, rows, fence, replayMs }, 'journal replayed')
  await appendUpgrade(state, options)
  const [newestSeq = 0n] = await listNamedSeqs(db)

  const journal = journalOf(state, options)
  const beside = {
    journal,
    beat: heartbeat({ nowMs: options.nowMs, beat: () => touchMatcher(db) }),
    snapshots: snapshotKeeper({ ...options, newestSeq }),
    rates: followRates(options),
  }
  const loop = startLoop({ run: () => drainOnce(state, options, beside), onError: (error) => journal.fail(error), wait: options.wait })
  const listening = await db.listen({
    channels: ['api_commands', 'chain_commands', 'worker_commands', 'admin_commands'],
    onWake: loop.wake,
    onError: (error) => logger.warn({ err: error }, 'listening connection lost'),
  })
  return {
    async stop() {
      await listening.stop()
      await loop.stop()
      await beside.snapshots.stop()
      // The failed write was already reported. The next matcher starts from the journal's last row.
      if (!(await journal.isWritten())) return
      const status = { lastSeq: state.head.seq, bookHash: hashBook(book), unsettled: unsettledCount(book), paused: state.paused }
      await saveMatcherStatus(db, { ...status, mode: book.mode, generation: book.generation })
    },
  }
}

/** Writes the journal for the matcher. It runs one transaction at a time, while the matcher already applies the next commands. */
interface Journal extends WriteBehind<JudgedCommands> {
  /** Returns the number of the last row that is known to be committed. */
  writtenSeq(): bigint
  /** Resolves to true if all judged commands are committed. */
  isWritten(): Promise<boolean>
  /** Reports a fatal error, but only the first one. */
  fail(error: unknown): void
}

function journalOf(state: MatcherState, options: MatcherOptions): Journal {
  let writtenSeq = state.head.seq
  let hasFailed = false
  const fail = (error: unknown): void => {
    if (hasFailed) return
    hasFailed = true
    void giveUp(error, options)
  }
  const behind = writeBehind<JudgedCommands>({
    async write(judged) {
      await write(state, options, judged)
      writtenSeq = judged.status.lastSeq
    },
    onFailed: fail,
  })
  const isWritten = () =>
    behind.settled().then(
      () => !hasFailed,
      () => false,
    )
  return { ...behind, writtenSeq: () => writtenSeq, isWritten, fail }
}

/** Applies to a standby's order book the journal rows that were added since the standby last read the journal. */
async function catchUp(db: Db, at: Replayed): Promise<Recovered> {
  const from = at.head.seq
  await expectFollowed(db, at)
  const rows = await replayOn(db, at)
  return { ...at, from, rows }
}

/**
 * Ends the matcher after an error. If the code that matches orders failed on a command from the API, first stores the command's id, so that the next start
 * skips it. Otherwise, the code would fail again after every start.
 */
async function giveUp(error: unknown, { db, logger, onFatal }: MatcherOptions): Promise<void> {
  if (error instanceof CommandFailed && error.source === 'api') {
    logger.error({ err: error, orderHash: error.orderHash, apiCommand: error.id }, 'an api command is left out from now on')
    await insertSkippedCommand(db, { id: error.id, error: error.message }).catch((cause: unknown) =>
      logger.error({ err: cause }, 'it could not be noted'),
    )
  }
  onFatal(error)
}

/**
 * Appends a journal row with the version of the rules and the current fee rates, unless the book already has these values. In an empty journal, this is the
 * first row. While the chain is unavailable, appends nothing, and the rates in the journal stay valid.
 */
async function appendUpgrade(state: MatcherState, options: MatcherOptions): Promise<void> {
  const { book } = state
  const rates = await readRates(state, options)
  if (rates === null || (book.version === bookVersion && isRateOf(book, rates))) return
  // This write must be outside the try block that handles an unavailable chain. If it fails, the book may be ahead of the journal, so the error must not be
  // handled there.
  await write(state, options, judge(state, options, { own: [{ kind: 'Upgrade', version: bookVersion, ...rates }], waiting: [] }))
}

/**
 * Returns the current rates from the chain. If the chain is unavailable, returns null, and the rates in the journal stay valid. Throws if the chain is
 * unavailable and the journal has no rates for this version of the rules.
 */
async function readRates({ book }: MatcherState, options: MatcherOptions): Promise<Rates | null> {
  try {
    const { feeBps, relayFee } = await options.readRates()
    return { feeBps, relayFee }
  } catch (error) {
    if (book.version !== bookVersion || !isAway(error)) throw error
    options.logger.warn({ err: error }, 'the rates cannot be read; those of the journal stay')
    return null
  }
}

function upgradeOf(rates: Rates | null): BookCommand | null {
  return rates === null ? null : { kind: 'Upgrade', version: bookVersion, ...rates }
}

type Beside = { journal: Journal; beat: () => Promise<void>; snapshots: SnapshotKeeper; rates: RateWatch }

async function drainOnce(state: MatcherState, options: MatcherOptions, { journal, beat, snapshots, rates }: Beside): Promise<number> {
  // Orders wait for the first block, because their times are compared with the block clock. The operator's commands never wait for the chain.
  const hasClock = state.book.clock !== null
  const limits: Record<CommandSource, number> = {
    chain: COMMANDS_AT_ONCE,
    worker: COMMANDS_AT_ONCE,
    admin: hasClock ? COMMANDS_AT_ONCE : 0,
    api: hasClock && !state.paused ? COMMANDS_AT_ONCE : 0,
  }
  const waiting = await readWaiting(state, options, { limits, beat })
  if (waiting === null) return AWAY_POLL_MS
  const own = upgradeOf(rates.changed(state.book)) ?? snapshots.next({ nextSeq: state.head.seq + 1n, writtenSeq: journal.writtenSeq() })
  const dueAtMs = nextDueAtMs(state.book)
  const isDue = dueAtMs !== null && dueAtMs <= options.nowMs()
  if (own !== null) {
    await journal.begin(judge(state, options, { own: [own], waiting }))
    return 0
  }
  if (waiting.length === 0 && !isDue) return dueAtMs === null ? POLL_MS : Math.max(1, Math.min(POLL_MS, dueAtMs - options.nowMs()))
  await journal.begin(judge(state, options, { own: waiting.length === 0 ? [{ kind: 'Tick' }] : [], waiting }))
  return 0
}

/**
 * Reads the waiting commands, or returns null while the database is unavailable; then reading is repeated. That is safe, because no command has been applied to
 * the book yet.
 */
async function readWaiting(
  state: MatcherState,
  { db, logger }: MatcherOptions,
  { limits, beat }: { limits: Record<CommandSource, number>; beat: () => Promise<void> },
): Promise<NewCommand[] | null> {
  try {
    await beat()
    return await listNewCommands(db, { cursors: state.cursors, limits })
  } catch (error) {
    logger.warn({ err: error }, 'commands cannot be read; trying again')
    return null
  }
}

function judge(
  state: MatcherState,
  { maxUnsettled, settleTerms, nowMs }: MatcherOptions,
  what: { own: BookCommand[]; waiting: NewCommand[] },
): JudgedCommands {
  return judgeCommands(state, { ...what, nowMs: nowMs(), maxUnsettled, ...(settleTerms === undefined ? {} : { settleTerms }) })
}

async function write({ fence }: MatcherState, options: MatcherOptions, judged: JudgedCommands): Promise<void> {
  await options.db.transaction((tx) => writeJudged(tx, judged, fence))
  logOrders(judged.judged, options)
}
