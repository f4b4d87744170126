import type { Queryable } from '../client/queryable.ts'
import { type LeaseMoveRow, leaseMoveColumns } from './leaseMoveRow.ts'

/** The newest move that the lease of a bid takes part in, as old or new one; null when there is none. Indexes: lease_moves (bid_hash), (new_bid_hash). Takes no lock. */
export async function findLeaseMove(db: Queryable, { bidHash }: { bidHash: string }): Promise<LeaseMoveRow | null> {
  const [row] = await db.query<LeaseMoveRow>(
    `select ${leaseMoveColumns} from lease_moves m where bid_hash = $1 or new_bid_hash = $1 order by created_at desc, move_id limit 1`,
    [bidHash],
  )
  return row ?? null
}
