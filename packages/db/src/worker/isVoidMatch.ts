import type { Queryable } from '../client/queryable.ts'

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
