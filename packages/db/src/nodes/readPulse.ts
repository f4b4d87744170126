import type { Queryable } from '../client/queryable.ts'

/** What the database says to whoever watches nodes: its time, and whether some gateway spoke of an open tunnel lately. */
export interface Pulse {
  at: Date
  hasTunnel: boolean
}

/** Reads it. A tunnel counts for `withinSeconds` after its gateway spoke of it. Index: tunnels (node_id, closed_at). Takes no lock. */
export async function readPulse(db: Queryable, { withinSeconds }: { withinSeconds: number }): Promise<Pulse> {
  const rows = await db.query<Pulse>(
    `select now() as at, exists (
       select from tunnels where closed_at is null and last_seen_at >= now() - make_interval(secs => $1)) as "hasTunnel"`,
    [withinSeconds],
  )
  if (rows[0] === undefined) throw new Error('the query returns one row')
  return rows[0]
}
