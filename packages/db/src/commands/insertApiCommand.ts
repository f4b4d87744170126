import { lockForAppend } from '../client/lockForAppend.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * Accepts one command for the matcher; call it inside a transaction. `payload` is the canonical JSON of the command.
 * Returns false, and changes nothing, when `commandKey` was accepted before: sending again is harmless.
 * Index: api_commands (command_key). Takes the advisory lock of api_commands until commit and wakes the matcher.
 */
export async function insertApiCommand(
  tx: Queryable,
  { commandKey, kind, payload }: { commandKey: string; kind: string; payload: string },
): Promise<boolean> {
  await lockForAppend(tx, 'api_commands')
  const rows = await tx.query<{ id: bigint }>(
    'insert into api_commands (command_key, kind, payload) values ($1, $2, $3) on conflict (command_key) do nothing returning id',
    [commandKey, kind, payload],
  )
  if (rows.length === 0) return false
  await notify(tx, ['api_commands'])
  return true
}
