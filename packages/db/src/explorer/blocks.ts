// Public view of blocks. The API reads `blocks` and `chain_logs`, which the follower fills from the chain.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement, statementFor } from '../client/statement.ts'
import { blockRow } from '../follower/blocks.ts'

const blockCountsRow = rowOf({
  ...blockRow,
  transactions: 'int4',
  events: 'int4',
})

/** A block, with the number of events of our contracts in it and the number of transactions that have these events. */
export type BlockCountsRow = RowOf<typeof blockCountsRow>

const columns = `b.number, b.hash, b.parent_hash as "parentHash", b.timestamp, b.final, l.transactions, l.events`
const counts = `(select count(*)::int as events, count(distinct tx_hash)::int as transactions from chain_logs where block_number = b.number) l`

const newestBlocks = statement(
  blockCountsRow,
  `select ${columns} from (select * from blocks where $1::bigint is null or number < $1 order by number desc limit $2) b
     cross join lateral ${counts} order by b.number desc`,
)

/** Returns blocks before `beforeNumber`, newest first. Index: blocks (number), chain_logs (block_number, log_index). Takes no lock. */
export async function listBlocks(db: Queryable, { beforeNumber, limit }: { beforeNumber: bigint | null; limit: number }): Promise<BlockCountsRow[]> {
  return newestBlocks.rows(db, [beforeNumber, limit])
}

const blockBy = statementFor(
  blockCountsRow,
  (key: 'number' | 'hash') => `select ${columns} from blocks b cross join lateral ${counts} where b.${key} = $1`,
  [['number'], ['hash']],
)

/** Returns a block by its number or its hash, or null. Index: blocks (number), blocks (hash). Takes no lock. */
export async function findBlock(db: Queryable, by: { number: bigint } | { hash: string }): Promise<BlockCountsRow | null> {
  return 'number' in by ? blockBy('number').first(db, [by.number]) : blockBy('hash').first(db, [by.hash])
}
