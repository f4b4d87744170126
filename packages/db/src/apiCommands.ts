// Commands that the API accepted for the matcher. The API (role infinitio_api) appends to the table `api_commands`.
import { lockForAppend } from './client/advisoryLocks.ts'
import { textArray } from './client/binaryArray.ts'
import { rowOf } from './client/columns.ts'
import { notify } from './client/notify.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

/**
 * Stores one command for the matcher. Call it inside a transaction. `payload` is the canonical JSON of the command. Returns false, and changes nothing, if the
 * same `commandKey` was stored before, so a repeated call is harmless. Index: api_commands (command_key). Takes the advisory lock of api_commands until commit
 * and notifies the matcher.
 */
export async function insertApiCommand(
  tx: Queryable,
  { commandKey, kind, payload }: { commandKey: string; kind: string; payload: string },
): Promise<boolean> {
  await lockForAppend(tx, 'api_commands')
  const rows = await tx.query(
    'insert into api_commands (command_key, kind, payload) values ($1, $2, $3) on conflict (command_key) do nothing returning id',
    [commandKey, kind, payload],
  )
  if (rows.length === 0) return false
  await notify(tx, ['api_commands'])
  return true
}

/** A command for the matcher; `payload` is its canonical JSON. */
export interface NewApiCommand {
  commandKey: string
  kind: string
  payload: string
}

const commandsByKeys = statement(
  rowOf({ key: tables.api_commands.command_key, acceptedAt: tables.api_commands.created_at }),
  'select command_key as key, created_at as "acceptedAt" from api_commands where command_key = any($1::text[])',
)

const insertedCommands = statement(
  rowOf({ key: tables.api_commands.command_key, acceptedAt: tables.api_commands.created_at }),
  `insert into api_commands (command_key, kind, payload)
   select command_key, kind, payload from unnest($1::text[], $2::text[], $3::text[]) with ordinality as new (command_key, kind, payload, place)
   order by place on conflict (command_key) do nothing returning command_key as key, created_at as "acceptedAt"`,
  { prepared: true },
)

/**
 * Stores commands for the matcher in one statement and in this order. Call it inside a transaction. A repeated key changes nothing. Returns for each
 * key when it was stored, and whether this call stored it. Index: api_commands (command_key). Takes the advisory lock of api_commands until commit
 * and wakes the matcher.
 */
export async function insertApiCommands(
  tx: Queryable,
  commands: readonly NewApiCommand[],
): Promise<Map<string, { acceptedAt: Date; isNew: boolean }>> {
  if (commands.length === 0) return new Map()
  const keys = commands.map((command) => command.commandKey)
  // The connection runs the two statements in this order. So the lock is held before any id is assigned.
  const [, added] = await Promise.all([
    lockForAppend(tx, 'api_commands'),
    insertedCommands.rows(tx, [
      textArray(keys),
      textArray(commands.map((command) => command.kind)),
      textArray(commands.map((command) => command.payload)),
    ]),
  ])
  const accepted = new Map(added.map(({ key, acceptedAt }) => [key, { acceptedAt, isNew: true }]))
  const others = keys.filter((key) => !accepted.has(key))
  if (others.length > 0) {
    const known = await commandsByKeys.rows(tx, [others])
    for (const { key, acceptedAt } of known) accepted.set(key, { acceptedAt, isNew: false })
  }
  if (added.length > 0) await notify(tx, ['api_commands'])
  return accepted
}
