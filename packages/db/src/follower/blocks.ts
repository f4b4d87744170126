// Blocks that the follower applied. The follower (role infinitio_follower) fills the table `blocks` from the chain.
import { present, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** The columns of a block. Hashes are 0x and 64 lower-case hex digits. */
export const blockRow = rowOf({
  number: tables.blocks.number,
  hash: tables.blocks.hash,
  parentHash: tables.blocks.parent_hash,
  timestamp: tables.blocks.timestamp,
  final: tables.blocks.final,
})

/** A block as the follower (the process that copies the chain) stores it. `timestamp` is the block clock in Unix seconds. */
export type BlockRow = RowOf<typeof blockRow>

/** Appends blocks. Throws if a block with this number or hash is already stored. Indexes: blocks (number), blocks (hash). */
export async function insertBlocks(tx: Queryable, blocks: readonly BlockRow[]): Promise<void> {
  await tx.query(
    `insert into blocks (number, hash, parent_hash, timestamp, final)
     select * from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::boolean[])`,
    [
      blocks.map((block) => block.number),
      blocks.map((block) => block.hash),
      blocks.map((block) => block.parentHash),
      blocks.map((block) => block.timestamp),
      blocks.map((block) => block.final),
    ],
  )
}

const finalBlocks = statement(
  rowOf({ number: tables.blocks.number }),
  'update blocks set final = true where number between $1 and $2 and not final returning number',
)

/**
 * Marks the blocks `from` to `to` (both included) as final. Throws if one of them is not stored or is already final. Index: blocks (number). Locks their rows.
 */
export async function finalizeBlocks(tx: Queryable, { from, to }: { from: bigint; to: bigint }): Promise<void> {
  if (to < from) return
  const marked = await finalBlocks.rows(tx, [from, to])
  if (BigInt(marked.length) !== to - from + 1n) throw new Error(`of the blocks ${from} to ${to} some are unknown or final already`)
}

const blockByNumber = statement(blockRow, 'select number, hash, parent_hash as "parentHash", timestamp, final from blocks where number = $1')

/** Returns the stored block of this number, or null. Index: blocks (number). Takes no lock. */
export async function readBlock(db: Queryable, { number }: { number: bigint }): Promise<BlockRow | null> {
  return blockByNumber.first(db, [number])
}

const newestBlock = statement(blockRow, 'select number, hash, parent_hash as "parentHash", timestamp, final from blocks order by number desc limit 1')

/** Returns the highest block that the follower (the process that copies the chain) applied, or null before the first. Index: blocks (number). Takes no lock. */
export async function readHeadBlock(db: Queryable): Promise<BlockRow | null> {
  return newestBlock.first(db, [])
}

const newestBlockTime = statement(rowOf({ timestamp: tables.blocks.timestamp }), 'select timestamp from blocks order by number desc limit 1')

/** Returns the time of the newest stored block in Unix seconds, or null before the first. Index: blocks (number). */
export async function readHeadTime(db: Queryable): Promise<number | null> {
  const row = await newestBlockTime.first(db, [])
  return row === null ? null : Number(row.timestamp)
}

/** A block that is not final yet. `commands` are the matcher's commands that wait until it is final, in the order of their logs. */
export interface UnfinalBlock {
  number: bigint
  hash: string
  timestamp: bigint
  commands: readonly { logIndex: number; name: string; command: string }[]
}

const commandsOfBlocks = statement(
  rowOf({
    blockNumber: tables.chain_logs.block_number,
    logIndex: tables.chain_logs.log_index,
    name: tables.chain_logs.name,
    command: present(tables.chain_logs.command),
  }),
  `select block_number as "blockNumber", log_index as "logIndex", name, command from chain_logs
   where block_number between $1 and $2 and at_finality and command is not null order by block_number, log_index`,
)

const unfinalBlocks = statement(
  rowOf({ number: tables.blocks.number, hash: tables.blocks.hash, timestamp: tables.blocks.timestamp }),
  'select number, hash, timestamp from blocks where number between $1 and $2 order by number',
)

/**
 * Returns the stored blocks from `from` to `to` (both included), lowest first, with their waiting commands. Indexes: blocks (number), chain_logs (block_number,
 * log_index). Takes no lock.
 */
export async function listUnfinalBlocks(tx: Queryable, { from, to }: { from: bigint; to: bigint }): Promise<UnfinalBlock[]> {
  if (to < from) return []
  const blocks = await unfinalBlocks.rows(tx, [from, to])
  const commands = await commandsOfBlocks.rows(tx, [from, to])
  return blocks.map((block) => ({ ...block, commands: commands.filter(({ blockNumber }) => blockNumber === block.number) }))
}
