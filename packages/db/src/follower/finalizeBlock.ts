import type { Queryable } from '../client/queryable.ts'

/** A block that became final, and the commands of its logs that waited for it, in log order. */
export interface FinalizedBlock {
  block: { number: bigint; hash: string; timestamp: bigint }
  commands: { logIndex: number; name: string; command: string }[]
}

/**
 * Marks block `number` final. Throws when the block is unknown or final already.
 * Indexes: blocks (number), chain_logs (block_number, log_index). Locks the block's row.
 */
export async function finalizeBlock(tx: Queryable, { number }: { number: bigint }): Promise<FinalizedBlock> {
  const marked = await tx.query<FinalizedBlock['block']>(
    'update blocks set final = true where number = $1 and not final returning number, hash, timestamp',
    [number],
  )
  const block = marked[0]
  if (block === undefined) throw new Error(`block ${number} is unknown or final already`)
  const commands = await tx.query<FinalizedBlock['commands'][number]>(
    `select log_index as "logIndex", name, command from chain_logs
     where block_number = $1 and at_finality and command is not null order by log_index`,
    [number],
  )
  return { block, commands }
}
