import { ChainContradiction, watchHeads } from '@infinitio/chain/node'
import { type Db, hasChainWork, readCheckpoint, readHeadBlock, saveChainHealth, touchFollower } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { Clock } from '../loop/clock.ts'
import { HEARTBEAT_MS, heartbeat } from '../loop/heartbeat.ts'
import { isAway } from '../loop/isAway.ts'
import { startLoop } from '../loop/startLoop.ts'
import type { ChainReader } from './chainReader.ts'
import type { FollowerState } from './followerState.ts'
import { followOnce } from './followOnce.ts'

/** Options of the follower. */
export interface FollowerOptions extends Clock {
  db: Db
  logger: Logger
  /** Number of configured nodes of the chain. */
  sources: number
  /**
   * Opens the reader of one chain node; `source` is its index, counted from 0. After a failure, the follower calls this function again, because the chain may
   * be unavailable at the start.
   */
  openReader: (source: number) => Promise<ChainReader>
  /** WebSocket URL of a node that announces new blocks. The follower still reads each announced block before it uses it. */
  headsUrl?: string | undefined
  /** A block is final once this many blocks follow it. */
  finalityBlocks: bigint
  /** The first block to read into an empty database. */
  startBlock: bigint
  /**
   * The follower accepts a lower newest block only after every chain node was below its newest stored block for this many ms. Then it assumes that the chain
   * has lost its last blocks (for example a killed development chain). Before that, it assumes that the chain nodes are late.
   */
  lowerHeadMs: number
  /** Called if the follower cannot continue, because it reads an unknown event, or because stored rows contradict the chain. */
  onFatal: (error: unknown) => void
}

/** A running follower. */
export interface Follower {
  stop(): Promise<void>
}

const BUSY_POLL_MS = 50
const REST_POLL_MS = 500
/** While a chain node announces new blocks, the follower reads the head at this interval, in case an announcement was lost. */
const TOLD_POLL_MS = HEARTBEAT_MS
const AWAY_POLL_MS = 1_000
/** After a wake-up or a new block, more blocks are likely. So the follower asks for the newest block in short intervals for this many ms. */
const WATCH_MS = 5_000
/** If a chain node has reported no new block for this many ms, the node may have stopped, so the follower asks the next node. */
const STALE_MS = 3_000
/**
 * A reorg between two reads looks as if the chain node contradicted itself. So after such a failure, the follower soon tries the next chain node. After this
 * many failures in a row per chain node, it retries only once a second.
 */
const CONTRADICTIONS = 3

/** The variables of the follower's loop that remain between two passes. If `state` is null, the next pass reads it from the database. */
interface Watch {
  ring: SourceRing
  state: FollowerState | null
  watchUntilMs: number
  lowerSinceMs: number | null
  headAtMs: number
  failures: number
  isAway: boolean
  beat: () => Promise<void>
  /** Returns true while a chain node announces new blocks. */
  isTold: () => boolean
}

/**
 * Follows the chain until it is stopped. Reads the newest block whenever a chain node announces one, and every two seconds. If no chain node announces blocks,
 * reads it every half second, and every 50 ms while it expects a block. Changes to the next chain node if one does not answer, contradicts itself or has no new
 * block. If no chain node answers or the database is unavailable, retries once a second, and stores the failure in follower_checkpoint if it can.
 */
export async function runFollower(options: FollowerOptions): Promise<Follower> {
  const beat = heartbeat({ nowMs: options.nowMs, beat: () => touchFollower(options.db) })
  const ring = createSourceRing(options)
  const isTold = () => heads?.isOpen() ?? false
  const watch: Watch = { ring, state: null, watchUntilMs: 0, lowerSinceMs: null, headAtMs: options.nowMs(), failures: 0, isAway: false, beat, isTold }
  const loop = startLoop({ run: () => runOnce(watch, options), onError: options.onFatal, wait: options.wait })
  const heads = options.headsUrl === undefined ? null : watchHeads({ url: options.headsUrl, onHead: loop.wake })
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
      heads?.stop()
      await listening.stop()
      await loop.stop()
    },
  }
}

async function runOnce(watch: Watch, options: FollowerOptions): Promise<number> {
  const { db, nowMs, lowerHeadMs } = options
  try {
    const reader = await watch.ring.reader()
    watch.state ??= await readState(options)
    const before = watch.state.head?.hash
    const believesLowerHead = watch.lowerSinceMs !== null && nowMs() - watch.lowerSinceMs >= lowerHeadMs
    const step = await followOnce(watch.state, { ...options, reader, believesLowerHead })
    watch.state = step.state
    watch.failures = 0
    watch.lowerSinceMs = step.isLower ? (watch.lowerSinceMs ?? nowMs()) : null
    const hasNewHead = step.state.head?.hash !== before
    if (hasNewHead) watch.headAtMs = nowMs()
    if (step.isLower || nowMs() - watch.headAtMs >= STALE_MS) watch.ring.next()
    await sayBack(watch, options)
    await watch.beat()
    if (step.isBehind) return 0
    if (hasNewHead) watch.watchUntilMs = nowMs() + WATCH_MS
    if (watch.isTold()) return step.isLower ? REST_POLL_MS : TOLD_POLL_MS
    return nowMs() < watch.watchUntilMs || (await hasChainWork(db)) ? BUSY_POLL_MS : REST_POLL_MS
  } catch (error) {
    if (!isAway(error)) throw error
    return afterFailure(watch, options, error)
  }
}

async function afterFailure(watch: Watch, options: FollowerOptions, error: unknown): Promise<number> {
  const { logger, sources } = options
  watch.state = null
  watch.failures += 1
  watch.ring.next()
  const tries = error instanceof ChainContradiction ? CONTRADICTIONS * sources : sources
  if (watch.failures < tries) return BUSY_POLL_MS
  if (!watch.isAway) logger.warn({ err: error }, 'chain or database away; trying once a second')
  await sayAway(watch, options, error)
  return AWAY_POLL_MS
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

/** The chain nodes that the follower can read, in a ring. Only one is used at a time, so that all answers of one step come from the same chain node. */
interface SourceRing {
  /** Returns the current node's reader and opens it if needed. Throws the error of `openReader`. */
  reader(): Promise<ChainReader>
  /** Changes to the next chain node. */
  next(): void
}

/** Creates a ring of `sources` nodes; the first is current. */
function createSourceRing({ sources, openReader }: { sources: number; openReader: (source: number) => Promise<ChainReader> }): SourceRing {
  const readers = new Map<number, ChainReader>()
  let turn = 0
  return {
    async reader() {
      const reader = readers.get(turn) ?? (await openReader(turn))
      readers.set(turn, reader)
      return reader
    },
    next() {
      turn = (turn + 1) % sources
    },
  }
}
