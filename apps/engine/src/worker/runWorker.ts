import { type HeldLock, saveWorkerStatus, type SenderRest, type WorkerStatus } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { Clock } from '../loop/clock.ts'
import { HEARTBEAT_MS, heartbeat } from '../loop/heartbeat.ts'
import { isAway } from '../loop/isAway.ts'
import { startLoop } from '../loop/startLoop.ts'
import { checkTransactions } from './checkTransactions.ts'
import { openSender, type Sender, type SenderOptions } from './sender.ts'
import type { OpenedAttestor } from '../signers/openAttestor.ts'
import { sendAnchor } from './sendAnchor.ts'
import { sendCredits } from './sendCredits.ts'
import { sendLosses } from './sendLosses.ts'
import { sendNodes } from './sendNodes.ts'
import { sendPoolCalls } from './sendPoolCalls.ts'
import { sendRelays } from './sendRelays.ts'
import { sendShares } from './sendShares.ts'
import { sendSettlements } from './sendSettlements.ts'
import { sendSweeps } from './sendSweeps.ts'
import { takesWork } from './takeMarketWork.ts'
import { transactionsLeft, watchGas } from './watchGas.ts'

/** Options of one key's worker. */
export interface WorkerOptions extends Clock, SenderOptions {
  /** Waits for the lock that makes this worker the key's only sender. `signal` stops the waiting. */
  holdLock: (lock: { name: string; onLost: (error: Error) => void; signal: AbortSignal }) => Promise<HeldLock>
  /** Interval at which the worker looks for leases that have ended. */
  sweepEveryMs: number
  /** True to store the journal's hash on the chain once an hour. */
  anchors?: boolean
  /**
   * Signs statements about leases: that a machine is lost, or how many seconds are credited. With it, this worker can end or credit such leases. Null if the
   * operator has no attestor.
   */
  attestor?: OpenedAttestor | null
  /** Called if the worker cannot continue. Reasons are: it lost its lock, a development key is used on another chain, or there is a bug. */
  onFatal: (error: unknown) => void
}

/** A running worker. */
export interface Worker {
  stop(): Promise<void>
}

/** A worker at rest looks for work at least at this interval, because a NOTIFY may be lost. */
const REST_LOOK_MS = 5_000
/** While its key pauses, for example for lack of gas, a worker looks at this interval whether the reason is gone. */
const PAUSED_LOOK_MS = 1_000
const BUSY_POLL_MS = 100
const AWAY_POLL_MS = 1_000

interface Progress {
  /** True if a NOTIFY has come since the worker last looked for work. */
  isWoken: boolean
  lookAtMs: number
  lock: HeldLock | null
  listening: { stop(): Promise<void> } | null
  sender: Sender | null
  isAway: boolean | null
  sweepAtMs: number
  /** The status that was last stored, without its numbers. A status that differs from it is stored at once. */
  said: string
  beat: () => Promise<void>
}

/**
 * Runs the worker for one sending key until it is stopped. First waits for an advisory lock that makes it the key's only sender. Then sends the waiting work
 * that no other key has claimed. NOTIFY wakes the worker; it also reads when a retry is due, every 5 s, and every 100 ms while a transaction or a refused call
 * waits. While the chain or the database is unavailable, it retries once a second and stores that in worker_status.
 */
export function runWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController()
  const beat = heartbeat({ nowMs: options.nowMs, beat: () => report(progress, options, null) })
  const progress: Progress = { isWoken: false, lookAtMs: 0, lock: null, listening: null, sender: null, isAway: null, sweepAtMs: 0, said: '', beat }
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
      const onWake = () => {
        progress.isWoken = true
        loop.wake()
      }
      const sender = await begin(progress, options, { signal: stopping.signal, onWake })
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
    channels: ['settlements', 'relays', 'pool_calls', 'projections'],
    onWake,
    onError: (error) => logger.warn({ err: error }, 'listening connection lost'),
  })
  progress.sender ??= await openSender(options, progress.lock)
  return progress.sender
}

async function runOnce(sender: Sender, progress: Progress, options: WorkerOptions): Promise<number> {
  const { nowMs } = options
  if (progress.isWoken || nowMs() >= progress.lookAtMs) {
    progress.isWoken = false
    const waiting = sender.limits.isShareLane ? await runShares(sender) : await runMarket(sender, progress, options)
    await watchGas(sender, { isBusy: waiting > 0 })
    await sayHealth(progress, options, null)
    progress.lookAtMs = waiting > 0 ? nowMs() + BUSY_POLL_MS : nextLookMs(sender, progress, options)
  }
  await progress.beat()
  return Math.max(1, Math.min(HEARTBEAT_MS, progress.lookAtMs - nowMs()))
}

/** Returns the time at which a worker at rest must look for work again, for example because a retry or the interval of the sweeps is due. */
function nextLookMs({ retryAtMs, rest }: Sender, { sweepAtMs }: Progress, { nowMs }: WorkerOptions): number {
  const now = nowMs()
  const due = [...retryAtMs.values(), sweepAtMs].filter((atMs) => atMs > now)
  return Math.min(now + (rest === null ? REST_LOOK_MS : PAUSED_LOOK_MS), ...due)
}

async function runShares(sender: Sender): Promise<number> {
  if (sender.rest !== null && takesWork(sender)) sender.rest = null
  const waiting = await checkTransactions(sender)
  if (takesWork(sender)) await sendShares(sender)
  return waiting
}

async function runMarket(sender: Sender, progress: Progress, options: WorkerOptions): Promise<number> {
  let waiting = 0
  if (takesWork(sender)) {
    if (sender.rest !== null) sender.rest = null
    if (!sender.limits.isLeaseLane) waiting += await sendSettlements(sender)
    waiting += await sendRelays(sender)
    if (!sender.limits.isLeaseLane) waiting += await sendPoolCalls(sender)
  }
  waiting += await checkTransactions(sender)
  if (takesWork(sender) && options.nowMs() >= progress.sweepAtMs) {
    await sendSweeps(sender)
    progress.sweepAtMs = options.nowMs() + options.sweepEveryMs
  }
  if (sender.attestor !== null && takesWork(sender)) await sendLosses(sender, sender.attestor)
  if (sender.attestor !== null && takesWork(sender)) await sendCredits(sender, sender.attestor)
  if (options.anchors === true && !sender.limits.isLeaseLane && takesWork(sender)) await sendAnchor(sender)
  if (!sender.limits.isLeaseLane && takesWork(sender)) await sendNodes(sender)
  return waiting
}

/** Stores a change of the worker's state at once. The numbers in its status are stored with the next heartbeat. */
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

/** Returns the status of a sender as health pages may show it. `sender` is null until the chain has answered once. */
function statusOf({ address, sender, chainError }: { address: Address; sender: Sender | null; chainError: string | null }): WorkerStatus {
  const hasLooked = sender !== null && sender.gas.readAtMs > 0
  return {
    sender: address,
    chainError,
    balance: hasLooked ? sender.gas.balance : null,
    transactionsLeft: hasLooked ? transactionsLeft(sender) : null,
    lowGas: sender?.gas.isLow ?? false,
    rest: sender === null ? null : restOf(sender),
    inFlight: sender?.inFlight ?? 0,
    nonceGap: sender?.nonceGap ?? 0,
  }
}

/** Returns the reason why the key takes no new work now, or null if it takes work. */
function restOf({ rest, limits, nowMs }: Pick<Sender, 'rest' | 'limits' | 'nowMs'>): SenderRest | null {
  if (rest !== null && rest.untilMs > nowMs()) return rest.reason
  return limits.isRetiring ? 'retiring' : null
}
