import { listOrderLogs, type Queryable } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { ReadBlock } from './storeBlocks.ts'

/** Writes a line for everything that stored blocks say about an order, each with its hash. Reads nothing when they speak of no lease. */
export async function logOrders(db: Queryable, { blocks, logger }: { blocks: readonly ReadBlock[]; logger: Logger }): Promise<void> {
  const spoken = blocks.filter((block) => block.logs.some(({ event }) => 'leaseId' in event))
  const [first, last] = [spoken[0], spoken.at(-1)]
  if (first === undefined || last === undefined) return
  for (const { orderHash, name, blockNumber, txHash } of await listOrderLogs(db, { from: first.number, to: last.number }))
    logger.info({ orderHash, event: name, block: blockNumber, txHash }, 'the chain spoke of an order')
}
