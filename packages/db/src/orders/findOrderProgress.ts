import type { Queryable } from '../client/queryable.ts'
import { relayFate } from '../relays/relayFate.ts'

/** What became of a bid: its match, its settle transaction, its lease, and the word that the machine is ready. Times of blocks in Unix seconds. */
export interface OrderProgressRow {
  acceptedAt: Date | null
  matchedAtMs: bigint | null
  settlementState: 'unsettled' | 'settled' | 'abandoned' | null
  settlementCode: string | null
  settleTx: string | null
  /** Why the last batch that held the bid left it out. */
  skippedCode: string | null
  leaseId: bigint | null
  settledAt: bigint | null
  settledTx: string | null
  settledFinal: boolean
  readyAt: bigint | null
  readyTx: string | null
  readyFinal: boolean
  readyRelayTx: string | null
  closedAt: bigint | null
}

/**
 * Reads the progress of one bid. A batch of somebody whom the bid does not name as its executor says nothing about it. Index: api_commands (command_key), settlements (bid_hash), leases (bid_hash), transactions (match_id),
 * relays (lease_id, kind), chain_logs (order_hash). Takes no lock.
 */
export async function findOrderProgress(db: Queryable, { orderHash }: { orderHash: string }): Promise<OrderProgressRow> {
  const rows = await db.query<OrderProgressRow>(
    `with final as (select coalesce((select final_number from follower_checkpoint where id = 1), -1) as number),
       command as (select created_at from api_commands where command_key = 'order:' || $1),
       settlement as (select coalesce(group_id, match_id) as match_id, state, code, created_at_ms from settlements where bid_hash = $1 order by match_id desc limit 1),
       lease as (select * from leases where bid_hash = $1 order by lease_id desc limit 1)
     select command.created_at as "acceptedAt", settlement.created_at_ms as "matchedAtMs", settlement.state as "settlementState", settlement.code as "settlementCode",
       (select hashes[cardinality(hashes)] from transactions where match_id = settlement.match_id and cardinality(hashes) > 0 order by id desc limit 1) as "settleTx",
       (select args::jsonb ->> 'error' from chain_logs where order_hash = $1 and name = 'SettleSkipped' and args::jsonb ->> 'error' <> 'order.executor_not_ours'
        order by block_number desc, log_index desc limit 1) as "skippedCode",
       lease.lease_id as "leaseId", lease.settled_at as "settledAt", lease.settled_tx as "settledTx", coalesce(lease.settled_block <= final.number, false) as "settledFinal",
       lease.ready_at as "readyAt", lease.ready_tx as "readyTx", coalesce(lease.ready_block <= final.number, false) as "readyFinal", lease.closed_at as "closedAt",
       (select t.hash from relays r cross join lateral ${relayFate} t
        where r.lease_id = lease.lease_id and r.kind = 'ready' and t.hash is not null order by r.seq desc limit 1) as "readyRelayTx"
     from final left join command on true left join settlement on true left join lease on true`,
    [orderHash],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('the progress query returns one row')
  return row
}
