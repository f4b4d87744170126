// Order streams: connections through which clients place orders. If the connection of a stream is lost, the orders that were placed with this stream are
// cancelled. The API (role infinitio_api) writes the table `order_streams`.
import { rowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

/**
 * Opens an order stream, or continues the stream with this id if its connection was just lost. Returns false if the stream belongs to another account. Index:
 * order_streams (id). Locks its row.
 */
export async function openOrderStream(db: Queryable, { id, account }: { id: string; account: string }): Promise<boolean> {
  const rows = await db.query(
    `insert into order_streams as open (id, account) values ($1, $2)
     on conflict (id) do update set alive_at = now() where open.account = excluded.account returning id`,
    [id, account],
  )
  return rows.length > 0
}

/** Stores that streams have a connection. An ended stream remains ended. Index: order_streams (id). Locks their rows. */
export async function touchOrderStreams(db: Queryable, { ids }: { ids: readonly string[] }): Promise<void> {
  if (ids.length === 0) return
  await db.query('update order_streams set alive_at = now() where id = any($1::uuid[])', [ids])
}

const liveStreams = statement(
  rowOf({ id: tables.order_streams.id, account: tables.order_streams.account }),
  'select id, account from order_streams where id = any($1::uuid[]) order by id for share',
)

/**
 * Returns those of the given streams that are open, with their accounts. These streams cannot end before the transaction ends, so that no order is accepted for
 * a stream after its orders were cancelled. Index: order_streams (id). Locks their rows for share.
 */
export async function listLiveStreams(tx: Queryable, { ids }: { ids: readonly string[] }): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await liveStreams.rows(tx, [ids])
  return new Map(rows.map(({ id, account }) => [id, account]))
}

const isLost = 'alive_at < now() - make_interval(secs => $1)'

const anyLostStream = statement(rowOf({ isThere: 'bool' }), `select exists (select from order_streams where ${isLost}) as "isThere"`)

/** Returns true if `endLostStreams` would find a stream. Index: order_streams (alive_at). Takes no lock. */
export async function hasLostStreams(db: Queryable, { afterSeconds }: { afterSeconds: number }): Promise<boolean> {
  const { isThere } = await anyLostStream.only(db, [afterSeconds])
  return isThere
}

const lostStreams = statement(
  rowOf({ id: tables.order_streams.id }),
  `delete from order_streams where id in (
   select id from order_streams where ${isLost} order by id for update skip locked) returning id`,
)

/**
 * Ends the streams that had no connection for `afterSeconds`, and returns them. Call it inside the transaction that cancels their orders. Skips streams for
 * which an order is just being accepted, and streams that another server is just ending; a later call finds them. Index: order_streams (alive_at).
 */
export async function endLostStreams(tx: Queryable, { afterSeconds }: { afterSeconds: number }): Promise<string[]> {
  const rows = await lostStreams.rows(tx, [afterSeconds])
  return rows.map(({ id }) => id)
}
