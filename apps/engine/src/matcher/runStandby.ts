import type { HeldLock, LockArgs } from '@infinitio/db'
import { isAway } from '../loop/isAway.ts'
import { startLoop } from '../loop/startLoop.ts'
import { untilBack } from '../loop/untilBack.ts'
import { type Replayed, replayOn } from './replayJournal.ts'
import { type Matcher, type MatcherOptions, runMatcher } from './runMatcher.ts'
import { recoverBook } from './snapshots/recoverBook.ts'

/** Options of a standby. `holdLead` waits for the lock of the leading matcher, and holds it on its own connection. */
export interface StandbyOptions extends MatcherOptions {
  holdLead: (lock: Omit<LockArgs, 'url' | 'silentAfterMs'>) => Promise<HeldLock>
}

/** The name of the lock that the leading matcher holds. */
const LEAD = 'matcher'
const POLL_MS = 500

/**
 * Follows the journal with its own book until the leading matcher ends, then takes over with that book. The leader's lock is released when the leader's
 * database connection ends: at once if its process was killed, after some seconds if its host stopped responding. Resolves once the standby has replayed the
 * journal for the first time, before or after it becomes the leader. Rejects if the journal cannot be replayed. The fence decides which matcher may write; the
 * lock only decides when a standby raises the fence.
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

/** Replays each new row. Waits while the database is unavailable. Ends the process if a row cannot be replayed. */
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

/**
 * Starts the matcher, and tries again while the database or the chain is unavailable. After a failed start, the book in memory may be ahead of the journal, so
 * the next start must begin with a stored snapshot.
 */
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
