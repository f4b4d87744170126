import type { Queryable } from '../client/queryable.ts'

/** One movement of a Market balance. */
export interface StatementRow {
  blockNumber: bigint
  kind: string
  txHash: string
  amount: bigint
  balanceAfter: bigint
  leaseId: bigint | null
  at: bigint
  final: boolean
}

/** Movements of an account, newest first. Index: chain_statement (account, block_number, …). Takes no lock. */
export async function listStatement(db: Queryable, { account, limit }: { account: string; limit: number }): Promise<StatementRow[]> {
  return db.query<StatementRow>(
    `select s.block_number as "blockNumber", s.kind, s.tx_hash as "txHash", s.amount, s.balance_after as "balanceAfter", s.lease_id as "leaseId", s.at,
       coalesce(s.block_number <= (select final_number from follower_checkpoint where id = 1), false) as final
     from chain_statement s where s.account = $1 order by s.block_number desc, s.log_index desc limit $2`,
    [account, limit],
  )
}
