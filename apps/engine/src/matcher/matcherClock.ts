import { readBlock } from '@infinitio/chain/node'
import { type Db, readDatabaseTime, saveClockAhead } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { Client } from 'viem'
import type { Clock } from '../loop/clock.ts'
import { steadyClock } from '../loop/steadyClock.ts'

type Options = { readonly clock: Clock; readonly db: Db; readonly client: Client; readonly logger: Logger }

/**
 * Creates the matcher's clock. It shows the real time, unless the database and the chain contradict it. If this computer's clock is ahead, that is stored in
 * the matcher's status. Throws while the database is unavailable.
 */
export async function openMatcherClock({ clock, db, client, logger }: Options): Promise<Clock> {
  let telling: Promise<void> = Promise.resolve()
  return steadyClock({
    clock,
    monotonicMs: () => performance.now(),
    databaseMs: await readDatabaseTime(db),
    async witness() {
      const [databaseMs, block] = await Promise.all([readDatabaseTime(db), readBlock(client, 'latest').catch(() => null)])
      return { databaseMs, block: block === null ? null : { number: block.number, timeMs: Number(block.timestamp) * 1_000 } }
    },
    // Store the updates of the status one after another, so that the newest one is written last.
    onAhead(aheadMs) {
      telling = telling
        .then(() => saveClockAhead(db, { aheadMs }))
        .catch((error: unknown) => logger.warn({ err: error }, 'the state of the clock cannot be told'))
    },
    logger,
  })
}
