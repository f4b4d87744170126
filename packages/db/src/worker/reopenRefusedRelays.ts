import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { reorgDepthBlocks } from './reorgDepthBlocks.ts'

/** A relay that is judged anew, and the bid of its lease. */
export interface ReopenedRelay {
  relayId: string
  orderHash: string | null
}

/**
 * Lets relays be judged anew that were refused by a block the follower has dropped since: what refused them may be gone with it. Call it inside
 * a transaction. Indexes: transactions (mined_block), blocks (number), relays (id). Locks the rows it changes.
 */
export async function reopenRefusedRelays(tx: Queryable): Promise<ReopenedRelay[]> {
  const rows = await tx.query<ReopenedRelay>(
    `update transactions as refused set relay_id = null, reopened_relay_id = relay_id, updated_at = now()
     where relay_id is not null and nonce is null and state = 'failed'
       and mined_block > (select coalesce(max(final_number), 0) from follower_checkpoint) - $1
       and not exists (select from blocks where blocks.number = refused.mined_block and blocks.hash = refused.mined_block_hash)
     returning reopened_relay_id as "relayId", order_hash as "orderHash"`,
    [reorgDepthBlocks],
  )
  if (rows.length === 0) return []
  await tx.query(
    `update worker_cursors set last_id = least(last_id, (select min(seq) - 1 from relays where id = any($1::uuid[]))) where source = 'relays'`,
    [rows.map(({ relayId }) => relayId)],
  )
  await notify(tx, ['transactions'])
  return rows
}
