import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * Lets a relay be sent again: its failed transaction is its fate no longer, unless it lands after all (`relayFate`), and the cursor goes
 * back to before it. Call it inside a transaction. Indexes: transactions (id), relays (id), worker_cursors (source). Locks the rows it changes.
 */
export async function reopenRelay(tx: Queryable, { transactionId, relayId }: { transactionId: bigint; relayId: string }): Promise<void> {
  await tx.query('update transactions set relay_id = null, reopened_relay_id = $2, updated_at = now() where id = $1', [transactionId, relayId])
  await tx.query(`update worker_cursors set last_id = least(last_id, (select seq - 1 from relays where id = $1)) where source = 'relays'`, [relayId])
  await notify(tx, ['transactions'])
}
