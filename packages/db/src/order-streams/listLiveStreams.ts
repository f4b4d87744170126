import type { Queryable } from '../client/queryable.ts'

/**
 * Those of some streams that are open, with their accounts. Keeps them from ending until the transaction does, so that an order is never accepted
 * for a stream whose orders were taken out. Index: order_streams (id). Locks their rows for share.
 */
export async function listLiveStreams(tx: Queryable, { ids }: { ids: readonly string[] }): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query<{ id: string; account: string }>(
    'select id, account from order_streams where id = any($1::uuid[]) order by id for share',
    [ids],
  )
  return new Map(rows.map(({ id, account }) => [id, account]))
}
