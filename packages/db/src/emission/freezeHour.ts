import type { Queryable } from '../client/queryable.ts'

/**
 * Freezes an hour that is over: what was counted of it stays as it is, in the order of node ids. One that is frozen already is left alone. Index: node_hours
 * (hour, node_id).
 */
export async function freezeHour(db: Queryable, { hour }: { hour: bigint }): Promise<void> {
  await db.query(
    `insert into hour_records (hour, record)
     select $1::bigint, coalesce(json_agg(json_build_object('node', node_id, 'seconds', seconds) order by node_id collate "C"), '[]')::text
     from node_hours where hour = $1::bigint
     on conflict (hour) do nothing`,
    [hour],
  )
}
