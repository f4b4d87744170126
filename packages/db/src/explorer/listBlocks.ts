import type { Queryable } from '../client/queryable.ts'
import type { BlockRow } from '../follower/blockRow.ts'

/** A block with how many events of our contracts are in it, in how many transactions. */
export interface BlockCountsRow extends BlockRow {
  transactions: number
  events: number
}

const columns = `b.number, b.hash, b.parent_hash as "parentHash", b.timestamp, b.final, l.transactions, l.events`
const counts = `(select count(*)::int as events, count(distinct tx_hash)::int as transactions from chain_logs where block_number = b.number) l`

/** Blocks, newest first, those before `beforeNumber`. Index: blocks (number), chain_logs (block_number, log_index). Takes no lock. */
export async function listBlocks(db: Queryable, { beforeNumber, limit }: { beforeNumber: bigint | null; limit: number }): Promise<BlockCountsRow[]> {
  return db.query<BlockCountsRow>(
    `select ${columns} from (select * from blocks where $1::bigint is null or number < $1 order by number desc limit $2) b
     cross join lateral ${counts} order by b.number desc`,
    [beforeNumber, limit],
  )
}

/** One block by its number or its hash, or null. Index: blocks (number), blocks (hash). Takes no lock. */
export async function findBlock(db: Queryable, by: { number: bigint } | { hash: string }): Promise<BlockCountsRow | null> {
  const [condition, value] = 'number' in by ? (['b.number = $1', by.number] as const) : (['b.hash = $1', by.hash] as const)
  const rows = await db.query<BlockCountsRow>(`select ${columns} from blocks b cross join lateral ${counts} where ${condition}`, [value])
  return rows[0] ?? null
}
