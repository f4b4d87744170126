import type { Queryable } from '../client/queryable.ts'

/** True when the matcher was told that no transaction of this match can land. Index: worker_commands (command_key). Takes no lock. */
export async function isAbandoned(db: Queryable, { matchId }: { matchId: bigint }): Promise<boolean> {
  const rows = await db.query<{ id: bigint }>("select id from worker_commands where command_key = 'abandon/' || $1::text", [matchId.toString()])
  return rows.length > 0
}
