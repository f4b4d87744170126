import type { Queryable } from '../client/queryable.ts'

/** A transaction of ours for a match. */
export interface SettleTransaction {
  id: bigint
  state: string
  nonce: bigint | null
  code: string | null
  hashes: string[]
  minedBlock: bigint | null
  /** True once the follower has its block as final. */
  final: boolean
  updatedAt: Date
}

/** Everything the house knows of one match on its way to the chain. */
export interface SettlementTrail {
  matchId: bigint
  state: string
  code: string | null
  askHash: string
  bidHash: string
  nodeId: string
  account: string
  gpus: number
  amount: bigint
  leaseId: bigint | null
  createdAtMs: bigint
  updatedAtMs: bigint
  /** True when the matcher was told that no transaction of the match can land. */
  abandoned: boolean
  transactions: SettleTransaction[]
}

/** One match and its transactions, oldest first; null when there is none. Indexes: settlements (match_id), transactions (match_id). Takes no lock. */
export async function readSettlementTrail(db: Queryable, { matchId }: { matchId: bigint }): Promise<SettlementTrail | null> {
  const rows = await db.query<Omit<SettlementTrail, 'transactions'>>(
    `select match_id as "matchId", state, code, ask_hash as "askHash", bid_hash as "bidHash", node_id as "nodeId", account, gpus, amount,
       lease_id as "leaseId", created_at_ms as "createdAtMs", updated_at_ms as "updatedAtMs",
       exists (select from worker_commands where command_key = 'abandon/' || coalesce(settlements.group_id, settlements.match_id)) as abandoned
     from settlements where match_id = $1`,
    [matchId],
  )
  const row = rows[0]
  if (row === undefined) return null
  const transactions = await db.query<SettleTransaction>(
    `select id, state, nonce, code, hashes, mined_block as "minedBlock", updated_at as "updatedAt",
       exists (select from blocks where blocks.number = sent.mined_block and blocks.hash = sent.mined_block_hash and blocks.final) as final
     from transactions as sent where match_id = (select coalesce(group_id, match_id) from settlements where match_id = $1) order by id`,
    [matchId],
  )
  return { ...row, transactions }
}
