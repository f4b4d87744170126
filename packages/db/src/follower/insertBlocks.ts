import type { Queryable } from '../client/queryable.ts'
import type { BlockRow } from './blockRow.ts'

/** Appends blocks. A number or hash that exists makes it throw. Indexes: blocks (number), blocks (hash). */
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
