import type { Queryable } from '../client/queryable.ts'
import { holdColumns, type StoredHold } from './findHold.ts'

/** Holds by id; one that the matcher has not read is left out. Index: holds (hold_id). Takes no lock. */
export async function listHolds(db: Queryable, { holdIds }: { holdIds: readonly string[] }): Promise<Map<string, StoredHold>> {
  if (holdIds.length === 0) return new Map()
  const rows = await db.query<StoredHold>(`select ${holdColumns} from holds where hold_id = any($1::text[])`, [holdIds])
  return new Map(rows.map((row) => [row.holdId, row]))
}
