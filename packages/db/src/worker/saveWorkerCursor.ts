import type { Queryable } from '../client/queryable.ts'
import { relayWaits } from '../relays/relayWaits.ts'

/**
 * Stores up to which seq every relay has its transaction; call it inside a transaction. At most `lastSeq`, never past a relay without a
 * transaction (it may have been opened again, `reopenRelay`, since its sender looked), and not at all when the cursor was set back below
 * `from` meanwhile: a relay that is passed over would never be sent. Locks the cursor's row first, so that what a reopening that ran
 * meanwhile did is seen. Indexes: worker_cursors (source), relays (seq), transactions (relay_id).
 */
export async function saveWorkerCursor(tx: Queryable, { from, lastSeq }: { from: bigint; lastSeq: bigint }): Promise<void> {
  await tx.query("select last_id from worker_cursors where source = 'relays' for update", [])
  await tx.query(
    `update worker_cursors set last_id = least($2::bigint, (
       select min(seq) - 1 from relays
       where seq > $1 and seq <= $2 and ${relayWaits}))
     where source = 'relays' and last_id = $1`,
    [from, lastSeq],
  )
}
