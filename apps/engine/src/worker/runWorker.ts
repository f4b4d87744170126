import { type HeldLock, saveWorkerStatus } from '@infinitio/db'
import type { Clock } from '../loop/clock.ts'
import { heartbeat } from '../loop/heartbeat.ts'
import { isAway } from '../loop/isAway.ts'
import { startLoop } from '../loop/startLoop.ts'
import { checkTransactions } from './checkTransactions.ts'
import { openSender, type SenderOptions } from './openSender.ts'
import type { Sender } from './sender.ts'
import type { OpenedAttestor } from '../signers/openAttestor.ts'
import { sendAnchor } from './sendAnchor.ts'
import { sendLosses } from './sendLosses.ts'
import { sendRelays } from './sendRelays.ts'
import { sendSettlements } from './sendSettlements.ts'
import { sendSweeps } from './sendSweeps.ts'
import { restOf, statusOf } from './statusOf.ts'
import { takesWork } from './takesWork.ts'
import { watchGas } from './watchGas.ts'

/** How one key's worker is run. */
export interface WorkerOptions extends Clock, SenderOptions {
  /** Waits for the lock that makes this the key's only sender, until `signal` ends the waiting. */
  holdLock: (lock: { name: string; onLost: (error: Error) => void; signal: AbortSignal }) => Promise<HeldLock>
  /** How often leases are looked for whose time is over. */
  sweepEveryMs: number
  /** Anchors the journal on the chain once an hour. */
  anchors?: boolean
  /** Signs the losses of leases, so that this key can end them; null when the operator has none. */
  attestor?: OpenedAttestor | null
  /** Called when the worker may not or cannot go on: its lock is lost, a key of development on another chain, or a bug. */
  onFatal: (error: unknown) => void
}

/** A worker under way. */
export interface Worker {
  stop(): Promise<void>
}

const REST_POLL_MS = 1_000
const BUSY_POLL_MS = 100
const AWAY_POLL_MS = 1_000

interface Progress {
  lock: HeldLock | null
  listening: { stop(): Promise<void> } | null
  sender: Sender | null
  isAway: boolean | null
  sweepAtMs: number
  /** What the status row says, but for its numbers. */
  said: string
  beat: () => Promise<void>
}

/**
 * Sends for one key: waits until it is the key's only sender (an advisory lock), then sends what waits and no other key has taken, until
 * stopped. It is woken by NOTIFY, every second at rest, every 100 ms while a transaction or a refused call waits. While chain or
 * database are away it tries once a second and says so in worker_status.
 */
export function runWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController()
  const beat = heartbeat({ nowMs: options.nowMs, beat: () => report(progress, options, null) })
  const progress: Progress = { lock: null, listening: null, sender: null, isAway: null, sweepAtMs: 0, said: '', beat }
  const loop = startLoop({ run, onError: options.onFatal, wait: options.wait })
  return {
    async stop() {
      stopping.abort()
      await loop.stop()
      await progress.listening?.stop()
      await progress.lock?.release()
    },
  }

  async function run(): Promise<number> {
    try {
      const sender = await begin(progress, options, { signal: stopping.signal, onWake: () => loop.wake() })
      return await runOnce(sender, progress, options)
    } catch (error) {
      if (stopping.signal.aborted) return AWAY_POLL_MS
      if (!isAway(error)) throw error
      await sayHealth(progress, options, error)
      return AWAY_POLL_MS
    }
  }
}

type Beginning = { signal: AbortSignal; onWake: () => void }

async function begin(progress: Progress, options: WorkerOptions, { signal, onWake }: Beginning): Promise<Sender> {
  const { db, logger, signer, onFatal } = options
  progress.lock ??= await options.holdLock({ name: `sender/${signer.address}`, onLost: onFatal, signal })
  progress.listening ??= await db.listen({
    channels: ['settlements', 'relays', 'projections'],
    onWake,
    onError: (error) => logger.warn({ err: error }, 'listening connection lost'),
  })
  progress.sender ??= await openSender(options, progress.lock)
  return progress.sender
}

async function runOnce(sender: Sender, progress: Progress, options: WorkerOptions): Promise<number> {
  let waiting = 0
  if (takesWork(sender)) {
    if (sender.rest !== null) sender.rest = null
    if (!sender.limits.isLeaseLane) waiting += await sendSettlements(sender)
    waiting += await sendRelays(sender)
  }
  waiting += await checkTransactions(sender)
  if (takesWork(sender) && options.nowMs() >= progress.sweepAtMs) {
    await sendSweeps(sender)
    progress.sweepAtMs = options.nowMs() + options.sweepEveryMs
  }
  if (sender.attestor !== null && takesWork(sender)) await sendLosses(sender, sender.attestor)
  if (options.anchors === true && !sender.limits.isLeaseLane && takesWork(sender)) await sendAnchor(sender)
  await watchGas(sender, { isBusy: waiting > 0 })
  await sayHealth(progress, options, null)
  await progress.beat()
  return waiting > 0 ? BUSY_POLL_MS : REST_POLL_MS
}

/** Stores at once what a person must know soon; the numbers follow with the heartbeat. */
async function sayHealth(progress: Progress, options: WorkerOptions, error: unknown): Promise<void> {
  const { sender } = progress
  const said = `${error !== null} ${sender?.gas.isLow} ${sender === null ? null : restOf(sender)}`
  if (progress.said === said) return
  if (error !== null && progress.isAway !== true) options.logger.warn({ err: error }, 'chain or database away; trying once a second')
  progress.isAway = error !== null
  try {
    await report(progress, options, error)
    progress.said = said
  } catch (cause) {
    options.logger.warn({ err: cause }, 'health could not be stored')
  }
}

async function report(progress: Progress, { db, signer }: WorkerOptions, error: unknown): Promise<void> {
  const chainError = error === null ? null : error instanceof Error && 'shortMessage' in error ? String(error.shortMessage) : String(error)
  await saveWorkerStatus(db, statusOf({ address: signer.address, sender: progress.sender, chainError }))
}
