import type { HoldRow } from '../book/insertHolds.ts'
import type { Queryable } from '../client/queryable.ts'
import { holdColumns } from './findHold.ts'

/** Holds by id; one that the matcher has not read is left out. Index: holds (hold_id). Takes no lock. */
export async function listHolds(db: Queryable, { holdIds }: { holdIds: readonly string[] }): Promise<Map<string, HoldRow>> {
  if (holdIds.length === 0) return new Map()
  const rows = await db.query<HoldRow>(`select ${holdColumns} from holds where hold_id = any($1::text[])`, [holdIds])
  return new Map(rows.map((row) => [row.holdId, row]))
}
