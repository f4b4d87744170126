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
import type { Bps, PTokenUnits, SettleTerms } from '@infinitio/domain'
import { type BookCommand, nextDueAtMs, unsettledCount } from '@infinitio/matching'
import type { Logger } from '@infinitio/process'
import type { Clock } from '../loop/clock.ts'
import { heartbeat } from '../loop/heartbeat.ts'
import { isAway } from '../loop/isAway.ts'
import { startLoop } from '../loop/startLoop.ts'
import { CommandFailed } from './commandFailed.ts'
import { hashBook } from './hashBook.ts'
import { judgeCommands, type JudgedCommands, type MatcherState } from './judgeCommands.ts'
import { logOrders } from './logOrders.ts'
import { expectFollowed, type Replayed, replayOn } from './replayJournal.ts'
import { type Recovered, recoverBook } from './snapshots/recoverBook.ts'
import { type SnapshotKeeper, snapshotKeeper, type Snapshots } from './snapshots/snapshotKeeper.ts'
import { listNamedSeqs } from './snapshots/snapshotName.ts'
import { bookVersion } from './bookVersion.ts'
import { type WriteBehind, writeBehind } from './writeBehind.ts'
import { writeJudged } from './writeJudged.ts'

/** What a settle will charge: the Market's fee and our relay fee. */
export interface Rates {
  feeBps: Bps
  relayFee: PTokenUnits
}

/** How the matcher is run. `readRates` may wait for the chain; it is asked once at start. */
export interface MatcherOptions extends Clock {
  db: Db
  logger: Logger
  readRates: () => Promise<Rates>
  maxUnsettled: number
  /** Which small matches the operator leaves to their parties; absent: none. */
  settleTerms?: SettleTerms
  snapshots: Snapshots
  /** Called when the matcher cannot go on: the process must end, as its book may be ahead of the journal. */
  onFatal: (error: unknown) => void
}

/** A matcher under way. */
export interface Matcher {
  stop(): Promise<void>
}

const POLL_MS = 500
const COMMANDS_AT_ONCE = 500

/**
 * Takes over the journal, replays what the book `at` has not seen of it (null: what the newest snapshot has not), and then turns commands into journal
 * rows until stopped: woken by NOTIFY, and every half second in case one was lost. Rejects when the journal does not replay; `at` must not be used after
 * that. Only one matcher writes: a later one fences this off.
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
  // Without the hash: of a large book it takes as long as reading it. Each snapshot is stored and logged with one.
  logger.info({ seq: head.seq, from, rows, fence, replayMs }, 'journal replayed')
  await appendUpgrade(state, options)
  const [newestSeq = 0n] = await listNamedSeqs(db)

  const journal = journalOf(state, options)
  const beside = {
    journal,
    beat: heartbeat({ nowMs: options.nowMs, beat: () => touchMatcher(db) }),
    snapshots: snapshotKeeper({ ...options, newestSeq }),
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
      // What could not be written was told already: where the journal ends is then for the next matcher to say.
      if (!(await journal.isWritten())) return
      const status = { lastSeq: state.head.seq, bookHash: hashBook(book), unsettled: unsettledCount(book), paused: state.paused }
      await saveMatcherStatus(db, { ...status, mode: book.mode, generation: book.generation })
    },
  }
}

/** The journal as this matcher writes it: one transaction at a time, while the next commands are judged. */
interface Journal extends WriteBehind<JudgedCommands> {
  /** The last row that is known to be committed. */
  writtenSeq(): bigint
  /** Whether all that was judged is. */
  isWritten(): Promise<boolean>
  /** Gives up, once. */
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

/** What a standby has followed, and the rows since. */
async function catchUp(db: Db, at: Replayed): Promise<Recovered> {
  const from = at.head.seq
  await expectFollowed(db, at)
  const rows = await replayOn(db, at)
  return { ...at, from, rows }
}

/** A command on which our code failed would fail again after every start: an api command is noted, to be left out then. */
async function giveUp(error: unknown, { db, logger, onFatal }: MatcherOptions): Promise<void> {
  if (error instanceof CommandFailed && error.source === 'api') {
    logger.error({ err: error, orderHash: error.orderHash, apiCommand: error.id }, 'an api command is left out from now on')
    await insertSkippedCommand(db, { id: error.id, error: error.message }).catch((cause: unknown) =>
      logger.error({ err: cause }, 'it could not be noted'),
    )
  }
  onFatal(error)
}

/** The journal begins with the rules and rates in force, and says so again when they change. With the chain away they stay. */
async function appendUpgrade(state: MatcherState, options: MatcherOptions): Promise<void> {
  const { book } = state
  const rates = await readRates(state, options)
  if (rates === null || (book.version === bookVersion && book.feeBps === rates.feeBps && book.relayFee === rates.relayFee)) return
  // Not within what catches a chain that is away: once this failed, the book may be ahead of the journal.
  await write(state, options, judge(state, options, { own: [{ kind: 'Upgrade', version: bookVersion, ...rates }], waiting: [] }))
}

/** Null while the chain is away and the journal has rates that can stay. */
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

type Beside = { journal: Journal; beat: () => Promise<void>; snapshots: SnapshotKeeper }

async function drainOnce(state: MatcherState, options: MatcherOptions, { journal, beat, snapshots }: Beside): Promise<number> {
  // Orders are judged by the block clock, so they wait for the first block. The operator's word never waits for the chain to catch up.
  const hasClock = state.book.clock !== null
  const limits: Record<CommandSource, number> = {
    chain: COMMANDS_AT_ONCE,
    worker: COMMANDS_AT_ONCE,
    admin: hasClock ? COMMANDS_AT_ONCE : 0,
    api: hasClock && !state.paused ? COMMANDS_AT_ONCE : 0,
  }
  const waiting = await readWaiting(state, options, { limits, beat })
  if (waiting === null) return POLL_MS
  const own = snapshots.next({ nextSeq: state.head.seq + 1n, writtenSeq: journal.writtenSeq() })
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

/** Reading may fail while the database is away and is tried again; nothing was applied yet, so nothing is at stake. */
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
