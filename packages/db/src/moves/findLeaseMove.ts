import type { Queryable } from '../client/queryable.ts'
import type { LeaseKey } from '../disk/leaseKey.ts'
import { type LeaseMoveRow, leaseMoveColumns } from './leaseMoveRow.ts'

/** Returns the newest move from this lease or to its bid; null without one. Indexes: lease_moves (bid_hash, lease_id), (new_bid_hash). Takes no lock. */
export async function findLeaseMove(db: Queryable, { bidHash, leaseId }: LeaseKey): Promise<LeaseMoveRow | null> {
  const [row] = await db.query<LeaseMoveRow>(
    `select ${leaseMoveColumns} from lease_moves m where (bid_hash = $1 and lease_id = $2) or new_bid_hash = $1 order by created_at desc, move_id limit 1`,
    [bidHash, leaseId],
  )
  return row ?? null
}
