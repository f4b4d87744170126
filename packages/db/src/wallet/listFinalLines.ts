import type { Queryable } from '../client/queryable.ts'

/** A line of an account's statement with its place on the chain. Base units; `at` in Unix seconds of its block. */
export interface FinalLineRow {
  blockNumber: bigint
  logIndex: number
  kind: string
  txHash: string
  amount: bigint
  balanceAfter: bigint
  leaseId: bigint | null
  at: bigint
}

/** Where in the chain's order a line stands. */
export interface LinePlace {
  blockNumber: bigint
  logIndex: number
  kind: string
}

/** Which lines: of blocks up to `finalNumber` whose time is in the span (`until` not included), those after `after`. */
export interface FinalLines {
  account: string
  from: bigint
  until: bigint
  finalNumber: bigint
  after: LinePlace | null
  limit: number
}

/** Movements of an account in final blocks of a span, in the chain's order. Index: chain_statement (account, block_number, log_index, kind). Takes no lock. */
export async function listFinalLines(db: Queryable, { account, from, until, finalNumber, after, limit }: FinalLines): Promise<FinalLineRow[]> {
  return db.query<FinalLineRow>(
    `select block_number as "blockNumber", log_index as "logIndex", kind, tx_hash as "txHash", amount, balance_after as "balanceAfter", lease_id as "leaseId", at
     from chain_statement
     where account = $1 and at >= $2 and at < $3 and block_number <= $4
       and ($5::bigint is null or (block_number, log_index, kind) > ($5::bigint, $6::int, $7::text))
     order by block_number, log_index, kind limit $8`,
    [account, from, until, finalNumber, after?.blockNumber ?? null, after?.logIndex ?? null, after?.kind ?? null, limit],
  )
}
