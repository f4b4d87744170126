import type { Queryable } from '../client/queryable.ts'

/**
 * Counts the time since the last look, `mostSeconds` of it at most, to the nodes that were heard from within `silentAfterSeconds` and have an open tunnel, for
 * an hour that is not frozen; the first look counts nothing. Call it inside a transaction: it locks the one row of looks, so that two that look at once count once.
 * Index: node_heartbeats (silent, last_seen_at), tunnels (node_id, closed_at), node_hours (hour, node_id).
 */
export async function noteNodeHours(
  tx: Queryable,
  { hour, mostSeconds, silentAfterSeconds }: { hour: bigint; mostSeconds: number; silentAfterSeconds: number },
): Promise<void> {
  await tx.query('insert into node_hours_look (id, looked_at) values (1, now()) on conflict (id) do nothing', [])
  const [before] = await tx.query<{ seconds: number }>(
    'select floor(extract(epoch from now() - looked_at))::int as seconds from node_hours_look where id = 1 for update',
    [],
  )
  const passed = before?.seconds ?? 0
  if (passed <= 0) return
  const seconds = Math.min(passed, mostSeconds)
  // Whole seconds are counted; what is left of one stays for the next look.
  await tx.query('update node_hours_look set looked_at = looked_at + make_interval(secs => $1) where id = 1', [passed])
  await tx.query(
    `insert into node_hours (hour, node_id, seconds)
     select $1::bigint, h.node_id, $2::int from node_heartbeats h
     where not h.silent and h.last_seen_at >= now() - make_interval(secs => $3)
       and exists (select from tunnels t where t.node_id = h.node_id and t.closed_at is null and t.last_seen_at >= now() - make_interval(secs => $3))
       and not exists (select from hour_records where hour_records.hour = $1)
     order by h.node_id
     on conflict (hour, node_id) do update set seconds = least(3600, node_hours.seconds + excluded.seconds)`,
    [hour, seconds, silentAfterSeconds],
  )
}
