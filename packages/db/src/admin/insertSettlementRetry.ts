import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * Lets the worker send an unsettled match anew although a transaction of it is lost (state `dropped`); call it inside a transaction. At most one
 * can land all the same: the contract fills a bid's lane once. Returns false, and changes nothing, when the match is not unsettled or was given
 * up. Index: settlements (match_id), worker_commands (command_key). Wakes the worker.
 */
export async function insertSettlementRetry(tx: Queryable, { matchId }: { matchId: bigint }): Promise<boolean> {
  const rows = await tx.query<{ id: bigint }>(
    `insert into settlement_retries (match_id)
     select coalesce(group_id, match_id) from settlements where match_id = $1 and state = 'unsettled'
       and not exists (select from worker_commands where command_key = 'abandon/' || coalesce(settlements.group_id, settlements.match_id))
     returning id`,
    [matchId],
  )
  if (rows.length === 0) return false
  await notify(tx, ['settlements'])
  return true
}
