import { hasOpenTransaction } from '@infinitio/db'
import { claimed } from './claimed.ts'
import type { Sender } from './sender.ts'
import { takesWork } from './takesWork.ts'

/** Work for the whole market. `name` is also the action of its transactions. `run` returns the milliseconds until the next try; null for `everyMs`. */
export type MarketWork = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<number | null> }

/**
 * Runs work that belongs to no lease, in one key at a time and at most once in `everyMs`. Does nothing while a transaction of this work waits for a block, or is
 * in a block that the follower has not read yet, because the database would show the same work again.
 */
export async function takeMarketWork(sender: Sender, { name, everyMs, run }: MarketWork): Promise<void> {
  const { db, nowMs, retryAtMs } = sender
  if ((retryAtMs.get(name) ?? 0) > nowMs()) return
  retryAtMs.set(name, nowMs() + everyMs)
  const runOnce = async () => {
    if (await hasOpenTransaction(db, { action: name })) return
    const restMs = await run()
    if (restMs !== null) retryAtMs.set(name, nowMs() + restMs)
  }
  await claimed(sender, { names: [name], mayGoOn: () => takesWork(sender), run: runOnce })
}
