import type { Queryable } from '../client/queryable.ts'

/**
 * The settlements of a bid as far as an audit compares them: how many of each state, how many leases the bid opened on the chain, and how many
 * of those by transactions of ours for its matches.
 */
export interface SettlementStateRow {
  bidHash: string
  unsettled: number
  settled: number
  abandoned: number
  leases: number
  ours: number
}

/**
 * Every bid that was matched, with the number of leases that it opened. For audits: reads the whole table. Indexes: leases (bid_hash),
 * transactions (match_id). Takes no lock.
 */
export async function listSettlementStates(db: Queryable): Promise<SettlementStateRow[]> {
  return db.query<SettlementStateRow>(
    `select bid_hash as "bidHash", unsettled, settled, abandoned,
       (select count(*)::integer from leases where leases.bid_hash = matched.bid_hash) as leases,
       (select count(*)::integer from leases where leases.bid_hash = matched.bid_hash
          and exists (select from transactions where transactions.match_id = any(matched.sent_as) and leases.settled_tx = any(transactions.hashes))) as ours
     from (select bid_hash, array_agg(coalesce(group_id, match_id)) as sent_as, count(*) filter (where state = 'unsettled')::integer as unsettled,
         count(*) filter (where state = 'settled')::integer as settled, count(*) filter (where state = 'abandoned')::integer as abandoned
       from settlements group by bid_hash) as matched
     order by bid_hash`,
    [],
  )
}
