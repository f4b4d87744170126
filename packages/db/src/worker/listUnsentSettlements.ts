import type { Queryable } from '../client/queryable.ts'
import { givenUp } from './givenUp.ts'

/**
 * A match that no transaction can still settle, or the first of a group of them with what all of them settle, in their order. `failures` counts
 * the transactions of it that were mined and did not settle it for good.
 */
export interface UnsentSettlement {
  matchId: bigint
  bidHash: string
  items: string[]
  isGroup: boolean
  failures: number
  /** When it was matched, in milliseconds of the wall clock. */
  createdAtMs: bigint
}

/**
 * Unsettled matches without a transaction that is waiting, mined, or reverted in a block that can still be dropped; and whose
 * abandoning was not asked for. Lost transactions count until an operator gives them up. A group is looked
 * after by its first match. Oldest first; `only` names the matches to look at.
 * Indexes: settlements (state, match_id), settlements (group_id), transactions (match_id). Takes no lock.
 */
export async function listUnsentSettlements(
  db: Queryable,
  { limit, only = null }: { limit: number; only?: readonly bigint[] | null },
): Promise<UnsentSettlement[]> {
  return db.query<UnsentSettlement>(
    `select match_id as "matchId", bid_hash as "bidHash", group_id is not null as "isGroup",
       case when group_id is null then array[item]
         else (select array_agg(member.item order by member.match_id) from settlements as member where member.group_id = settlements.group_id) end as items,
       (select count(*)::integer from transactions as sent where sent.match_id = settlements.match_id and nonce is not null and not ${givenUp}) as failures,
       created_at_ms as "createdAtMs"
     from settlements
     where state = 'unsettled' and (group_id is null or group_id = match_id) and ($2::bigint[] is null or match_id = any($2))
       and not exists (
         select from transactions as sent
         where sent.match_id = settlements.match_id and sent.nonce is not null and not ${givenUp}
           and (sent.state in ('stored', 'broadcast', 'mined')
             or exists (select from chain_logs where chain_logs.tx_hash = any (sent.hashes) and chain_logs.name <> 'SettleSkipped')
             or not exists (select from blocks where blocks.number = sent.mined_block and blocks.hash = sent.mined_block_hash and blocks.final)))
       and not exists (select from worker_commands where worker_commands.command_key = 'abandon/' || settlements.match_id)
     order by match_id limit $1`,
    [limit, only],
  )
}
