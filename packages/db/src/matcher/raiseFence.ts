import type { Queryable } from '../client/queryable.ts'

/**
 * Takes over the journal: raises the fence and returns its new value, after which no other matcher can commit.
 * Waits for a journal transaction that is under way. Locks the row of fence.
 */
export async function raiseFence(tx: Queryable): Promise<bigint> {
  const rows = await tx.query<{ value: bigint }>('update fence set value = value + 1 where id = 1 returning value', [])
  const row = rows[0]
  if (row === undefined) throw new Error('the fence row is missing')
  return row.value
}
