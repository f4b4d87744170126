import type { Queryable } from '../client/queryable.ts'

/** A settlement as far as an audit compares it; `leases` counts what its bid opened on the chain. */
export interface SettlementStateRow {
  matchId: bigint
  bidHash: string
  state: 'unsettled' | 'settled' | 'abandoned'
  leases: number
}

/** Every settlement with the number of leases that its bid opened. For audits: reads the whole table. Index: leases (bid_hash). Takes no lock. */
export async function listSettlementStates(db: Queryable): Promise<SettlementStateRow[]> {
  return db.query<SettlementStateRow>(
    `select match_id as "matchId", bid_hash as "bidHash", state,
       (select count(*)::integer from leases where leases.bid_hash = settlements.bid_hash) as leases
     from settlements order by match_id`,
    [],
  )
}
