// Matches that wait for a transaction. The worker (role infinitio_worker) reads `settlements` and writes the table `worker_commands`.
import { rowOf, type RowOf } from '../client/columns.ts'
import { lockForAppend } from '../client/advisoryLocks.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/**
 * SQL condition on `sent`, a transaction of a match (of an ask and a bid): it no longer prevents that the match is sent again. It is lost (another transaction
 * used its nonce, and it is in no block), and after that an operator has requested a retry of the match.
 */
const givenUp = `(sent.state = 'dropped' and exists (
  select from settlement_retries as retry where retry.match_id = sent.match_id and retry.created_at > sent.updated_at))`

const unsentSettlementRow = rowOf({
  matchId: tables.settlements.match_id,
  bidHash: tables.settlements.bid_hash,
  items: 'text[]',
  isGroup: 'bool',
  failures: 'int4',
  /** Time at which ask and bid were matched, in milliseconds of the wall clock. */
  createdAtMs: tables.settlements.created_at_ms,
})

/**
 * A match of ask and bid that the worker must send to the chain, because no stored transaction can still settle it. If several matches settle together as a
 * group, the row belongs to the first match. `items` has the data of each match of the group as the contract needs it, in order. `failures` is the number of
 * mined transactions that did not settle the match.
 */
export type UnsentSettlement = RowOf<typeof unsentSettlementRow>

const unsentSettlements = statement(
  unsentSettlementRow,
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
)

/**
 * Lists the unsettled matches that must be sent, oldest first. A match is left out if it was abandoned, or if one of its transactions waits for a block,
 * succeeded, or reverted in a block that can still be dropped. A lost transaction also excludes its match until an operator requests a retry. The first match
 * of a group represents the group. `only` limits the list to these matches. Indexes: settlements (state, match_id), settlements (group_id), transactions
 * (match_id). Takes no lock.
 */
export async function listUnsentSettlements(
  db: Queryable,
  { limit, only = null }: { limit: number; only?: readonly bigint[] | null },
): Promise<UnsentSettlement[]> {
  return unsentSettlements.rows(db, [limit, only])
}

/** Prevents other senders from sending or abandoning this match (of an ask and a bid) until the transaction ends. Takes an advisory lock of the match. */
export async function lockMatch(tx: Queryable, { matchId }: { matchId: bigint }): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('match/' || $1::text, 7301))", [matchId])
}

const voidMatch = statement(
  rowOf({ isVoid: 'bool' }),
  `select exists (select from worker_commands where command_key = 'abandon/' || $1::bigint)
   or exists (select from transactions where match_id = $1::bigint and id > $2 and nonce is not null and state in ('stored', 'broadcast', 'mined')) as "isVoid"`,
)

/**
 * Returns true if the transaction `transactionId` of a match should no longer be mined, because the match was abandoned or a later transaction can settle it.
 * Indexes: worker_commands (command_key), transactions (match_id). Takes no lock.
 */
export async function isVoidMatch(db: Queryable, { matchId, transactionId }: { matchId: bigint; transactionId: bigint }): Promise<boolean> {
  const { isVoid } = await voidMatch.only(db, [matchId, transactionId])
  return isVoid
}

/**
 * Stores a command that notifies the matcher that no transaction of a match can be mined any longer. Call it inside a transaction. `payload` is canonical JSON
 * of SettleAbandoned. Stores nothing and returns false if a transaction may still succeed, because it waits for a block, has succeeded, or reverted in a block
 * that can still be dropped. A match is abandoned only once. Indexes: worker_commands (command_key), transactions (match_id), blocks (number). Takes the
 * advisory locks of the match and of worker_commands until commit.
 */
export async function abandonSettlement(tx: Queryable, { matchId, payload }: { matchId: bigint; payload: string }): Promise<boolean> {
  await lockMatch(tx, { matchId })
  await lockForAppend(tx, 'worker_commands')
  const rows = await tx.query(
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
