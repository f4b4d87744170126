import { textArray } from '../client/binaryArray.ts'
import { lockForAppend } from '../client/lockForAppend.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/** A command for the matcher; `payload` is its canonical JSON. */
export interface NewApiCommand {
  commandKey: string
  kind: string
  payload: string
}

/**
 * Accepts commands for the matcher in one statement and in this order; call it inside a transaction. One whose key was accepted before, or
 * comes twice, changes nothing. Returns when each key was accepted, and whether just now. Index: api_commands (command_key). Takes the
 * advisory lock of api_commands until commit and wakes the matcher.
 */
export async function insertApiCommands(
  tx: Queryable,
  commands: readonly NewApiCommand[],
): Promise<Map<string, { acceptedAt: Date; isNew: boolean }>> {
  if (commands.length === 0) return new Map()
  const keys = commands.map((command) => command.commandKey)
  // Asked together and run in turn: no id is drawn before the lock is held.
  const [, added] = await Promise.all([
    lockForAppend(tx, 'api_commands'),
    tx.query<{ key: string; acceptedAt: Date }>(
      `insert into api_commands (command_key, kind, payload)
       select command_key, kind, payload from unnest($1::text[], $2::text[], $3::text[]) with ordinality as new (command_key, kind, payload, place)
       order by place on conflict (command_key) do nothing returning command_key as key, created_at as "acceptedAt"`,
      [textArray(keys), textArray(commands.map((command) => command.kind)), textArray(commands.map((command) => command.payload))],
      { prepared: true },
    ),
  ])
  const accepted = new Map(added.map(({ key, acceptedAt }) => [key, { acceptedAt, isNew: true }]))
  const others = keys.filter((key) => !accepted.has(key))
  if (others.length > 0) {
    const known = await tx.query<{ key: string; acceptedAt: Date }>(
      'select command_key as key, created_at as "acceptedAt" from api_commands where command_key = any($1::text[])',
      [others],
    )
    for (const { key, acceptedAt } of known) accepted.set(key, { acceptedAt, isNew: false })
  }
  if (added.length > 0) await notify(tx, ['api_commands'])
  return accepted
}
