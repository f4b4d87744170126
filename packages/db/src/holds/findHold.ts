import type { HoldRow } from '../book/insertHolds.ts'
import type { Queryable } from '../client/queryable.ts'

/** The columns of holds as HoldRow names them, for a select list. */
export const holdColumns = `hold_id as "holdId", account, node_id as "nodeId", ask_hash as "askHash", gpus, duration_seconds as "durationSeconds", funded,
  price_per_gpu_second as "pricePerGpuSecond", amount, state, code, expires_at_ms as "expiresAtMs", created_at_ms as "createdAtMs"`

/** One hold, or null when the matcher has not read it. Index: holds (hold_id). Takes no lock. */
export async function findHold(db: Queryable, { holdId }: { holdId: string }): Promise<HoldRow | null> {
  const rows = await db.query<HoldRow>(`select ${holdColumns} from holds where hold_id = $1`, [holdId])
  return rows[0] ?? null
}
