import type { Queryable } from '../client/queryable.ts'

/** A command that was accepted, whether the matcher has read it or not. */
export interface ApiCommandRow {
  kind: string
  payload: string
  createdAt: Date
}

/** An accepted command by its key, or null. Index: api_commands (command_key). Takes no lock. */
export async function findApiCommand(db: Queryable, { commandKey }: { commandKey: string }): Promise<ApiCommandRow | null> {
  const rows = await db.query<ApiCommandRow>('select kind, payload, created_at as "createdAt" from api_commands where command_key = $1', [commandKey])
  return rows[0] ?? null
}
