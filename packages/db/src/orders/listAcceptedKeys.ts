import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** Those of some commands that were accepted before. Index: api_commands (command_key). Takes no lock. */
export async function listAcceptedKeys(db: Queryable, { commandKeys }: { commandKeys: readonly string[] }): Promise<Set<string>> {
  if (commandKeys.length === 0) return new Set()
  const text = 'select command_key as key from api_commands where command_key = any($1::text[])'
  const rows = await db.query<{ key: string }>(text, [textArray(commandKeys)])
  return new Set(rows.map(({ key }) => key))
}
