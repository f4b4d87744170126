import type { Queryable } from '../client/queryable.ts'

/** Ids above `afterId` of api commands to leave out. Index: skipped_commands (api_command_id). Takes no lock. */
export async function listSkippedCommands(db: Queryable, { afterId }: { afterId: bigint }): Promise<Set<bigint>> {
  const rows = await db.query<{ id: bigint }>('select api_command_id as id from skipped_commands where api_command_id > $1', [afterId])
  return new Set(rows.map((row) => row.id))
}
