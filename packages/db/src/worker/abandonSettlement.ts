import { lockForAppend } from '../client/lockForAppend.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { givenUp } from './givenUp.ts'
import { lockMatch } from './lockMatch.ts'

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
