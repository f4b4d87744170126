import { hasOpenTransaction } from '@infinitio/db'
import type { Sender } from './sender.ts'

/** A kind of task for the worker that belongs to no lease and concerns the whole market, such as anchoring the journal on the chain. */
export type MarketWork = {
  /** The name of the kind of work. Its transactions are stored with this name as their action. */
  readonly name: string
  readonly everyMs: number
  /**
   * True if `run` finds its tasks in the database. The database shows a task as open until the follower (the process that copies chain events into the
   * database) has read the block with its transaction. So the next call of `run` must wait until then.
   */
  readonly isFromDatabase: boolean
  /** Does the work. Returns how many milliseconds later to try again; null for the usual interval, `everyMs`. */
  readonly run: () => Promise<number | null>
}

/**
 * Performs market work, which belongs to no lease. Only one sending key performs it at a time. Each key tries it again after `everyMs`, or after the time that
 * `run` returned. Does nothing while a transaction of this work waits for a block.
 */
export async function takeMarketWork(sender: Sender, { name, everyMs, isFromDatabase, run }: MarketWork): Promise<void> {
  const { db, nowMs, retryAtMs } = sender
  if ((retryAtMs.get(name) ?? 0) > nowMs()) return
  retryAtMs.set(name, nowMs() + everyMs)
  const runOnce = async () => {
    if (await hasOpenTransaction(db, { action: name, untilRead: isFromDatabase })) return
    const restMs = await run()
    if (restMs !== null) retryAtMs.set(name, nowMs() + restMs)
  }
  await claimed(sender, { names: [name], mayGoOn: () => takesWork(sender), run: runOnce })
}

/**
 * Returns true if the sending key may accept new work: it does not pause, it is not retiring, and fewer than `maxInFlight` of its transactions wait for a
 * block.
 */
export function takesWork({ rest, inFlight, limits, nowMs }: Pick<Sender, 'rest' | 'inFlight' | 'limits' | 'nowMs'>): boolean {
  return !limits.isRetiring && (rest === null || rest.untilMs <= nowMs()) && inFlight < limits.maxInFlight
}

/** The most pieces of work that a sending key claims at a time, so that the other keys can claim the rest. */
const CLAIMS_AT_ONCE = 8

/**
 * Claims the pieces of work that no other key has claimed, a few at a time while `mayGoOn` is true. Passes them to `run` and releases them afterwards. `names`
 * identify the pieces in all processes. If a process crashes, its claims are released, too.
 */
export async function claimed(
  { claims }: Pick<Sender, 'claims'>,
  {
    names,
    mayGoOn,
    run,
    atOnce = CLAIMS_AT_ONCE,
  }: { names: readonly string[]; mayGoOn: () => boolean; run: (names: string[]) => Promise<void>; atOnce?: number },
): Promise<void> {
  for (let at = 0; at < names.length && mayGoOn(); at += atOnce) {
    const taken = await claims.tryClaim(names.slice(at, at + atOnce))
    try {
      if (taken.length > 0) await run(taken)
    } finally {
      await claims.releaseClaims(taken)
    }
  }
}
