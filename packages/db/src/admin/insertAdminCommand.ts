import { lockForAppend } from '../client/lockForAppend.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * Hands an operator's command to the matcher and returns its id; call it inside a transaction. `payload` is the canonical JSON of the
 * command. A key that exists makes it throw. Index: admin_commands (command_key). Takes the advisory lock of admin_commands until commit.
 */
export async function insertAdminCommand(
  tx: Queryable,
  { commandKey, kind, payload }: { commandKey: string; kind: string; payload: string },
): Promise<bigint> {
  await lockForAppend(tx, 'admin_commands')
  const rows = await tx.query<{ id: bigint }>('insert into admin_commands (command_key, kind, payload) values ($1, $2, $3) returning id', [
    commandKey,
    kind,
    payload,
  ])
  await notify(tx, ['admin_commands'])
  const row = rows[0]
  if (row === undefined) throw new Error('an insert returns its row')
  return row.id
}
