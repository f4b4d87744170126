import type { Queryable } from '../client/queryable.ts'

/** Fences off whoever writes the journal, and returns the fence's new value. The only thing of the matcher's that the operator's role may change. */
export async function raiseFenceByAdmin(db: Queryable): Promise<bigint> {
  const rows = await db.query<{ value: bigint }>('select admin_raise_fence() as value', [])
  const row = rows[0]
  if (row === undefined) throw new Error('the fence row is missing')
  return row.value
}
