import { type Db, hasChainWork, readCheckpoint, readHeadBlock, saveChainHealth, touchFollower } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { Clock } from '../loop/clock.ts'
import { heartbeat } from '../loop/heartbeat.ts'
import { isAway } from '../loop/isAway.ts'
import { startLoop } from '../loop/startLoop.ts'
import type { ChainReader } from './chainReader.ts'
import type { FollowerState } from './followerState.ts'
import { followOnce } from './followOnce.ts'

/** How the follower is run. */
export interface FollowerOptions extends Clock {
  db: Db
  logger: Logger
  /** Opens the reader; asked again after it failed, since the chain may be away at start. */
  openReader: () => Promise<ChainReader>
  /** A block is final when this many blocks stand on it. */
  finalityBlocks: bigint
  /** First block to read into an empty database. */
  startBlock: bigint
  /** Called when following cannot go on: an event nobody knows, or rows that contradict the chain. */
  onFatal: (error: unknown) => void
}

/** A follower under way. */
export interface Follower {
  stop(): Promise<void>
}

const BUSY_POLL_MS = 50
const REST_POLL_MS = 500
const AWAY_POLL_MS = 1_000
/** After a wake-up or a new block the head is watched closely for this long: more is to come, at least its finality. */
const WATCH_MS = 5_000
/** A head below ours for this long means that the chain lost its tail (a killed development chain), not that a node is late. */
const LOWER_HEAD_MS = 2_000

/** What the loop remembers between runs; `state` null = to be read from the database first. */
interface Watch {
  reader: ChainReader | null
  state: FollowerState | null
  watchUntilMs: number
  lowerSinceMs: number | null
  isAway: boolean
  beat: () => Promise<void>
}

/**
 * Follows the chain until stopped: polls the head every 50 ms while something is expected, every half second at rest. While
 * the chain or the database is away it tries once a second and says so in follower_checkpoint.
 */
export async function runFollower(options: FollowerOptions): Promise<Follower> {
  const beat = heartbeat({ nowMs: options.nowMs, beat: () => touchFollower(options.db) })
  const watch: Watch = { reader: null, state: null, watchUntilMs: 0, lowerSinceMs: null, isAway: false, beat }
  const loop = startLoop({ run: () => runOnce(watch, options), onError: options.onFatal, wait: options.wait })
  const listening = await options.db.listen({
    channels: ['transactions', 'settlements'],
    onWake: () => {
      watch.watchUntilMs = options.nowMs() + WATCH_MS
      loop.wake()
    },
    onError: (error) => options.logger.warn({ err: error }, 'listening connection lost'),
  })
  return {
    async stop() {
      await listening.stop()
      await loop.stop()
    },
  }
}

async function runOnce(watch: Watch, options: FollowerOptions): Promise<number> {
  const { db, logger, nowMs } = options
  try {
    watch.reader ??= await options.openReader()
    watch.state ??= await readState(options)
    const before = watch.state.head?.hash
    const believesLowerHead = watch.lowerSinceMs !== null && nowMs() - watch.lowerSinceMs >= LOWER_HEAD_MS
    const step = await followOnce(watch.state, { ...options, reader: watch.reader, believesLowerHead })
    watch.state = step.state
    watch.lowerSinceMs = step.isLower ? (watch.lowerSinceMs ?? nowMs()) : null
    await sayBack(watch, options)
    await watch.beat()
    if (step.isBehind) return 0
    if (step.state.head?.hash !== before) watch.watchUntilMs = nowMs() + WATCH_MS
    return nowMs() < watch.watchUntilMs || (await hasChainWork(db)) ? BUSY_POLL_MS : REST_POLL_MS
  } catch (error) {
    if (!isAway(error)) throw error
    watch.state = null
    if (!watch.isAway) logger.warn({ err: error }, 'chain or database away; trying once a second')
    await sayAway(watch, options, error)
    return AWAY_POLL_MS
  }
}

async function readState({ db, startBlock }: FollowerOptions): Promise<FollowerState> {
  const [head, checkpoint] = await Promise.all([readHeadBlock(db), readCheckpoint(db)])
  return { head, finalNumber: checkpoint?.finalNumber ?? startBlock - 1n, reorgs: checkpoint?.reorgs ?? 0n }
}

async function sayAway(watch: Watch, { db, logger }: FollowerOptions, error: unknown): Promise<void> {
  if (watch.isAway) return
  watch.isAway = true
  const shortMessage = error instanceof Error && 'shortMessage' in error ? String(error.shortMessage) : String(error)
  await saveChainHealth(db, { error: shortMessage }).catch((cause: unknown) => logger.warn({ err: cause }, 'health could not be stored'))
}

async function sayBack(watch: Watch, { db, logger }: FollowerOptions): Promise<void> {
  if (!watch.isAway) return
  await saveChainHealth(db, { error: null })
  watch.isAway = false
  logger.info('chain and database are back')
}
