import { listOrderLogs, type Queryable } from '@infinitio/db'
import { type Logger, metrics } from '@infinitio/process'
import type { ReadBlock } from './storeBlocks.ts'

const followedBlocks = metrics.counter({ name: 'infinitio_followed_blocks_total', help: 'Blocks this follower stored', labels: [] })
const followedLogs = metrics.counter({ name: 'infinitio_followed_logs_total', help: 'Logs of our contracts this follower stored', labels: [] })
const skips = metrics.counter({ name: 'infinitio_batch_items_skipped_total', help: 'Items that batches left out, as followed', labels: ['code'] })

/** Counts stored blocks in the metrics. Writes a log line for each event about an order, with the order's hash. Runs a query only if there is such an event. */
export async function logOrders(db: Queryable, { blocks, logger }: { blocks: readonly ReadBlock[]; logger: Logger }): Promise<void> {
  followedBlocks.inc(blocks.length)
  followedLogs.inc(blocks.reduce((sum, { logs }) => sum + logs.length, 0))
  const spoken = blocks.filter((block) => block.logs.some(({ event }) => 'leaseId' in event || 'bidHash' in event))
  const [first, last] = [spoken[0], spoken.at(-1)]
  if (first === undefined || last === undefined) return
  for (const { orderHash, name, blockNumber, txHash, code } of await listOrderLogs(db, { from: first.number, to: last.number })) {
    if (code !== null) skips.inc({ code })
    logger.info({ orderHash, event: name, block: blockNumber, txHash, ...(code === null ? {} : { code }) }, 'the chain spoke of an order')
  }
}
