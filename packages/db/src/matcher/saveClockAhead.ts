import type { Queryable } from '../client/queryable.ts'

/** Says how far the matcher's wall clock leapt ahead and is not believed; null while it is. Index: matcher_status (id). Locks its row. */
export async function saveClockAhead(db: Queryable, { aheadMs }: { aheadMs: number | null }): Promise<void> {
  await db.query('update matcher_status set clock_ahead_ms = $1 where id = 1', [aheadMs === null ? null : Math.round(aheadMs)])
}
