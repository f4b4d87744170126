import type { Queryable } from '../client/queryable.ts'

/** Notes an api command that the matching code could not judge, so that the next start leaves it out. Index: skipped_commands (api_command_id). */
export async function insertSkippedCommand(db: Queryable, { id, error }: { id: bigint; error: string }): Promise<void> {
  await db.query('insert into skipped_commands (api_command_id, error) values ($1, $2) on conflict (api_command_id) do nothing', [id, error])
}
