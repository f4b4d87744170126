import type { Queryable } from '../client/queryable.ts'

/** A block that is not final, and the commands of its logs that wait for that, in log order. */
export interface UnfinalBlock {
  number: bigint
  hash: string
  timestamp: bigint
  commands: readonly { logIndex: number; name: string; command: string }[]
}

/** Our blocks from `from` to `to` (both included), lowest first. Indexes: blocks (number), chain_logs (block_number, log_index). Takes no lock. */
export async function listUnfinalBlocks(tx: Queryable, { from, to }: { from: bigint; to: bigint }): Promise<UnfinalBlock[]> {
  if (to < from) return []
  const blocks = await tx.query<Omit<UnfinalBlock, 'commands'>>(
    'select number, hash, timestamp from blocks where number between $1 and $2 order by number',
    [from, to],
  )
  const commands = await tx.query<{ blockNumber: bigint; logIndex: number; name: string; command: string }>(
    `select block_number as "blockNumber", log_index as "logIndex", name, command from chain_logs
     where block_number between $1 and $2 and at_finality and command is not null order by block_number, log_index`,
    [from, to],
  )
  return blocks.map((block) => ({ ...block, commands: commands.filter(({ blockNumber }) => blockNumber === block.number) }))
}
