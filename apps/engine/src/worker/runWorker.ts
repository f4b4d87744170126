import { type HeldLock, saveWorkerStatus, touchWorker } from '@infinitio/db'
import type { Clock } from '../loop/clock.ts'
import { heartbeat } from '../loop/heartbeat.ts'
import { isAway } from '../loop/isAway.ts'
import { startLoop } from '../loop/startLoop.ts'
import { checkTransactions } from './checkTransactions.ts'
import type { Sender } from './sender.ts'
import { sendRelays } from './sendRelays.ts'
import { sendSettlements } from './sendSettlements.ts'
import { sendSweeps } from './sendSweeps.ts'

/** How the worker is run. */
export interface WorkerOptions extends Clock, Pick<Sender, 'db' | 'client' | 'logger' | 'address' | 'privateKey'> {
  /** Waits for the lock that makes this the key's only sender. */
  holdLock: (lock: { name: string; onLost: (error: Error) => void }) => Promise<HeldLock>
  /** Looks the contracts up; asked again after it failed, since the chain may be away at start. */
  readAddresses: () => Promise<Sender['addresses']>
  /** Called when the worker may not or cannot go on: its lock is lost, or a bug. */
  onFatal: (error: unknown) => void
}

/** A worker under way. */
export interface Worker {
  stop(): Promise<void>
}

const REST_POLL_MS = 1_000
const BUSY_POLL_MS = 100
const AWAY_POLL_MS = 1_000
const SWEEP_EVERY_MS = 15_000

type Progress = { sender: Sender | null; isAway: boolean | null; sweepAtMs: number; beat: () => Promise<void> }

/**
 * Waits until it is the only sender of its key (an advisory lock), then sends what waits until stopped: woken by NOTIFY, every
 * second at rest, every 100 ms while a transaction or a refused call waits. While chain or database are away it tries once a
 * second and says so in worker_status.
 */
export async function runWorker(options: WorkerOptions): Promise<Worker> {
  const { db, logger, onFatal } = options
  const lock: HeldLock = await options.holdLock({ name: `sender/${options.address}`, onLost: onFatal })
  const beat = heartbeat({ nowMs: options.nowMs, beat: () => touchWorker(db, { sender: options.address }) })
  const progress: Progress = { sender: null, isAway: null, sweepAtMs: 0, beat }
  const loop = startLoop({ run: () => runOnce(progress, options), onError: onFatal, wait: options.wait })
  const listening = await db.listen({
    channels: ['settlements', 'relays', 'projections'],
    onWake: loop.wake,
    onError: (error) => logger.warn({ err: error }, 'listening connection lost'),
  })
  return {
    async stop() {
      await listening.stop()
      await loop.stop()
      await lock.release()
    },
  }
}

async function runOnce(progress: Progress, options: WorkerOptions): Promise<number> {
  try {
    progress.sender ??= await openSender(options)
    const { sender } = progress
    const unsettled = await sendSettlements(sender)
    const unsent = await sendRelays(sender)
    const waiting = unsettled + unsent + (await checkTransactions(sender))
    if (options.nowMs() >= progress.sweepAtMs) {
      await sendSweeps(sender)
      progress.sweepAtMs = options.nowMs() + SWEEP_EVERY_MS
    }
    await sayHealth(progress, options, null)
    await progress.beat()
    return waiting > 0 ? BUSY_POLL_MS : REST_POLL_MS
  } catch (error) {
    if (!isAway(error)) throw error
    await sayHealth(progress, options, error)
    return AWAY_POLL_MS
  }
}

async function openSender({ db, client, logger, address, privateKey, nowMs, readAddresses }: WorkerOptions): Promise<Sender> {
  const addresses = await readAddresses()
  const memory = { nextNonce: null, fees: null, lastBroadcastAtMs: new Map(), retryAtMs: new Map(), relayReverts: new Map() }
  return { db, client, logger, address, privateKey, nowMs, addresses, ...memory }
}

async function sayHealth(progress: Progress, { db, logger, address, client }: WorkerOptions, error: unknown): Promise<void> {
  if (progress.isAway === (error !== null)) return
  progress.isAway = error !== null
  if (error !== null) logger.warn({ err: error }, 'chain or database away; trying once a second')
  try {
    const balance = error === null ? await client.getBalance({ address }) : null
    const chainError = error === null ? null : error instanceof Error && 'shortMessage' in error ? String(error.shortMessage) : String(error)
    await saveWorkerStatus(db, { sender: address, chainError, balance })
  } catch (cause) {
    progress.isAway = null
    logger.warn({ err: cause }, 'health could not be stored')
  }
}
