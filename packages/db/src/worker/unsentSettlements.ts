import { lockForAppend } from '../client/lockForAppend.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * SQL condition on `sent`, a transaction of a match: it is lost (its nonce was used by another, no block is known) and an operator said after that
 * that the match is to be sent anew.
 */
const givenUp = `(sent.state = 'dropped' and exists (
  select from settlement_retries as retry where retry.match_id = sent.match_id and retry.created_at > sent.updated_at))`

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

/** Keeps every other sender from sending or abandoning this match until the transaction ends. Takes an advisory lock of the match. */
export async function lockMatch(tx: Queryable, { matchId }: { matchId: bigint }): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('match/' || $1::text, 7301))", [matchId])
}

/**
 * True when transaction `transactionId` of a match must not land any more: the matcher was told that the match never settles, or a later
 * transaction of it can. Indexes: worker_commands (command_key), transactions (match_id). Takes no lock.
 */
export async function isVoidMatch(db: Queryable, { matchId, transactionId }: { matchId: bigint; transactionId: bigint }): Promise<boolean> {
  const rows = await db.query<{ void: boolean }>(
    `select exists (select from worker_commands where command_key = 'abandon/' || $1::bigint)
       or exists (select from transactions where match_id = $1::bigint and id > $2 and nonce is not null and state in ('stored', 'broadcast', 'mined')) as void`,
    [matchId, transactionId],
  )
  return rows[0]?.void === true
}

/**
 * Tells the matcher that no stored transaction of a match can still land; call it inside a transaction. `payload` is canonical
 * JSON of SettleAbandoned. Returns false, and tells nothing, when one can: it waits, is mined, or reverted in a block that can
 * still be dropped. Once per match. Indexes: worker_commands (command_key), transactions (match_id), blocks (number). Takes the
 * advisory locks of the match and of worker_commands until commit.
 */
export async function abandonSettlement(tx: Queryable, { matchId, payload }: { matchId: bigint; payload: string }): Promise<boolean> {
  await lockMatch(tx, { matchId })
  await lockForAppend(tx, 'worker_commands')
  const rows = await tx.query<{ id: bigint }>(
    `insert into worker_commands (command_key, kind, payload, order_hash)
     select 'abandon/' || $1::text, 'SettleAbandoned', $2, (select bid_hash from settlements where match_id = $1::bigint)
     where not exists (
       select from transactions as sent
       where sent.match_id = $1::bigint and sent.nonce is not null and not ${givenUp}
         and (sent.state in ('stored', 'broadcast', 'mined')
           or not exists (select from blocks where blocks.number = sent.mined_block and blocks.hash = sent.mined_block_hash and blocks.final)))
     on conflict (command_key) do nothing returning id`,
    [matchId, payload],
  )
  if (rows.length === 0) return false
  await notify(tx, ['worker_commands'])
  return true
}
