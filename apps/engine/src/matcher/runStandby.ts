import type { HeldLock, LockArgs } from '@infinitio/db'
import { isAway } from '../loop/isAway.ts'
import { startLoop } from '../loop/startLoop.ts'
import { untilBack } from '../loop/untilBack.ts'
import { type Replayed, replayOn } from './replayJournal.ts'
import { type Matcher, type MatcherOptions, runMatcher } from './runMatcher.ts'
import { recoverBook } from './snapshots/recoverBook.ts'

/** How a standby is run. `holdLead` waits for the lock that the leading matcher holds, and holds it over a connection of its own. */
export interface StandbyOptions extends MatcherOptions {
  holdLead: (lock: Omit<LockArgs, 'url' | 'silentAfterMs'>) => Promise<HeldLock>
}

/** Names the lock that the leading matcher holds. */
const LEAD = 'matcher'
const POLL_MS = 500

/**
 * Follows the journal with a book of its own until the matcher that leads is gone, then takes over with what it has: the lock ends with the leader's
 * connection, at once when its process was killed, after some seconds when its host went silent. Resolves once it has caught up for the first time,
 * leading or not; rejects when the journal does not replay. The fence still decides who may write: the lock only says when to raise it.
 */
export async function runStandby(options: StandbyOptions): Promise<Matcher> {
  const { db, logger, onFatal } = options
  const at = await recoverBook(db, options)
  const leaving = new AbortController()
  const following = followJournal(at, options)
  const listening = await db.listen({
    channels: ['book'],
    onWake: following.wake,
    onError: (error) => logger.warn({ err: error }, 'listening connection lost'),
  })
  let lock: HeldLock | null = null
  let leader: Matcher | null = null
  const turn = async (): Promise<void> => {
    const hold = () => options.holdLead({ name: LEAD, onLost: onFatal, signal: leaving.signal })
    lock = await untilBack({ run: hold, logger })
    const since = options.nowMs()
    await Promise.all([listening.stop(), following.stop()])
    leader = await lead(at, options)
    logger.info({ seq: at.head.seq, takeoverMs: options.nowMs() - since }, 'this matcher leads')
  }
  const taken = turn().catch((error: unknown) => {
    if (!leaving.signal.aborted) onFatal(error)
  })
  return {
    async stop() {
      leaving.abort(new Error('the standby is stopped'))
      await taken
      await Promise.all([listening.stop(), following.stop()])
      await leader?.stop()
      await lock?.release()
    },
  }
}

/** Replays each row as it comes; with the database away it waits. What does not replay ends the process. */
function followJournal(at: Replayed, { db, logger, wait, onFatal }: StandbyOptions): ReturnType<typeof startLoop> {
  const run = async (): Promise<number> => {
    try {
      await replayOn(db, at)
    } catch (error) {
      if (!isAway(error)) throw error
      logger.warn({ err: error }, 'the journal cannot be read; trying again')
    }
    return POLL_MS
  }
  return startLoop({ run, onError: onFatal, wait })
}

/** A start that failed may have left the book ahead of the journal: the next one begins with a snapshot. */
function lead(at: Replayed, options: StandbyOptions): Promise<Matcher> {
  let followed: Replayed | null = at
  return untilBack({
    logger: options.logger,
    run() {
      const from = followed
      followed = null
      return runMatcher(options, from)
    },
  })
}
