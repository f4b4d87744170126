import type { Queryable } from '../client/queryable.ts'

/** The fence's value, locked `for share` until the journal transaction ends, so that no takeover can slip in between. */
export async function lockFence(tx: Queryable): Promise<bigint> {
  const rows = await tx.query<{ value: bigint }>('select value from fence where id = 1 for share', [], { prepared: true })
  const row = rows[0]
  if (row === undefined) throw new Error('the fence row is missing')
  return row.value
}
