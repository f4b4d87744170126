import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** Those of some commands that were accepted before. Index: api_commands (command_key). Takes no lock. */
export async function listAcceptedKeys(db: Queryable, { commandKeys }: { commandKeys: readonly string[] }): Promise<Set<string>> {
  if (commandKeys.length === 0) return new Set()
  const rows = await db.query<{ key: string }>(
    `select asked.key from unnest($1::text[]) as asked (key)
     cross join lateral (select 1 from api_commands where command_key = asked.key limit 1) found`,
    [textArray(commandKeys)],
  )
  return new Set(rows.map(({ key }) => key))
}
