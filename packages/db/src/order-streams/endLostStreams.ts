import type { Queryable } from '../client/queryable.ts'

/**
 * Ends streams that no connection has held for `afterSeconds`, and returns them; call it inside the transaction that takes their orders out. An
 * order that is being accepted for one of them goes first. Streams that another sweep ends are passed over. Index: order_streams (alive_at).
 */
export async function endLostStreams(tx: Queryable, { afterSeconds }: { afterSeconds: number }): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `delete from order_streams where id in (
       select id from order_streams where alive_at < now() - make_interval(secs => $1) order by id for update skip locked) returning id`,
    [afterSeconds],
  )
  return rows.map(({ id }) => id)
}
