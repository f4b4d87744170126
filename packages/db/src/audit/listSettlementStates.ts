import type { Queryable } from '../client/queryable.ts'

/** A settlement as far as an audit compares it; `leases` counts what its bid opened on the chain, `ours` those that our transactions of it opened. */
export interface SettlementStateRow {
  matchId: bigint
  bidHash: string
  state: 'unsettled' | 'settled' | 'abandoned'
  leases: number
  ours: number
}

/**
 * Every settlement with the number of leases that its bid opened. For audits: reads the whole table. Indexes: leases (bid_hash),
 * transactions (match_id). Takes no lock.
 */
export async function listSettlementStates(db: Queryable): Promise<SettlementStateRow[]> {
  return db.query<SettlementStateRow>(
    `select match_id as "matchId", bid_hash as "bidHash", state,
       (select count(*)::integer from leases where leases.bid_hash = settlements.bid_hash) as leases,
       (select count(*)::integer from leases join transactions on leases.settled_tx = any(transactions.hashes)
        where leases.bid_hash = settlements.bid_hash and transactions.match_id = settlements.match_id) as ours
     from settlements order by match_id`,
    [],
  )
}
