// Decisions of the operator. The operator (role infinitio_admin) writes the tables `admin_commands` and `settlement_retries`, and raises the fence (the number
// that a matcher needs to write the journal).
import { lockForAppend } from '../client/advisoryLocks.ts'
import { rowOf } from '../client/columns.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import type { AdminClient } from './adminClient.ts'

const insertedCommand = statement(
  rowOf({ id: tables.admin_commands.id }),
  'insert into admin_commands (command_key, kind, payload) values ($1, $2, $3) returning id',
)

/**
 * Stores an operator's command for the matcher and returns its id. Call it inside a transaction. `payload` is the canonical JSON of the command.
 * Throws if the key exists. Index: admin_commands (command_key). Takes the advisory lock of admin_commands until commit.
 */
export async function insertAdminCommand(
  tx: Queryable,
  { commandKey, kind, payload }: { commandKey: string; kind: string; payload: string },
): Promise<bigint> {
  await lockForAppend(tx, 'admin_commands')
  const { id } = await insertedCommand.only(tx, [commandKey, kind, payload])
  await notify(tx, ['admin_commands'])
  return id
}

/** Returns true if the matcher has written the operator's command `id` into the journal. Index: cursors (source). Takes no lock. */
export async function hasTakenAdminCommand({ cursors }: AdminClient, { id }: { id: bigint }): Promise<boolean> {
  return (await cursors.count({ where: { source: 'admin', last_id: { gte: id } } })) > 0
}

const raisedFence = statement(rowOf({ value: 'int8' }), 'select admin_raise_fence() as value')

/**
 * Raises the fence (the number that a matcher needs to write the journal), so that the journal's current writer can no longer write. Returns the fence's new
 * value. The operator's role has no other right to change rows of the matcher.
 */
export async function raiseFenceByAdmin(db: Queryable): Promise<bigint> {
  const { value } = await raisedFence.only(db, [])
  return value
}

/**
 * Lets the worker send an unsettled match again although one of its transactions is lost (state `dropped`). A lost transaction may still be mined later, but at
 * most one transaction of a match can succeed, because the contract counts the filled GPUs of each bid. If the match belongs to a group, the whole group is
 * sent again. Returns false, and changes nothing, if the match is unknown, settled or abandoned. Call it inside a transaction. Index: settlements (match_id),
 * worker_commands (command_key). Wakes the worker.
 */
export async function insertSettlementRetry(tx: Queryable, { matchId }: { matchId: bigint }): Promise<boolean> {
  const rows = await tx.query(
    `insert into settlement_retries (match_id)
     select coalesce(group_id, match_id) from settlements where match_id = $1 and state = 'unsettled'
       and not exists (select from worker_commands where command_key = 'abandon/' || coalesce(settlements.group_id, settlements.match_id))
     returning id`,
    [matchId],
  )
  if (rows.length === 0) return false
  await notify(tx, ['settlements'])
  return true
}
