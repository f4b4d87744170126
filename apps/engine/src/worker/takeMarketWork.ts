import { hasOpenTransaction } from '@infinitio/db'
import { claimed } from './claimed.ts'
import type { Sender } from './sender.ts'
import { takesWork } from './takesWork.ts'

/** Work for the whole market. */
export type MarketWork = {
  /** Also the action of its transactions. */
  readonly name: string
  readonly everyMs: number
  /** True if `run` finds its work in the database, which shows the same work until the follower has read the block of the last transaction. */
  readonly isFromDatabase: boolean
  /** Returns the milliseconds until the next try; null for `everyMs`. */
  readonly run: () => Promise<number | null>
}

/**
 * Runs work that belongs to no lease, in one key at a time and at most once in `everyMs`. Does nothing while a transaction of this work waits for a block.
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
