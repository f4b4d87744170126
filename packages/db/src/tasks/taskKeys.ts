// Keys of private jobs, each encrypted to one machine. The API (role infinitio_api) writes the table `task_keys`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { task_keys: keys } = tables

const keyRow = rowOf({ nodeId: keys.node_id, box: keys.box })

/** The key of a private job, encrypted to the machine `nodeId`. */
export type TaskKeyRow = RowOf<typeof keyRow>

/**
 * Stores the encrypted key of a task for one machine. Replaces an earlier one of the same giver only: the submitter and the worker of a task each have their
 * own, so neither can remove the key that the other gave. Index: task_keys (task_id, node_id, giver).
 */
export async function saveTaskKey(
  db: Queryable,
  { taskId, nodeId, giver, box }: TaskKeyRow & { readonly taskId: string; readonly giver: string },
): Promise<void> {
  await db.query(
    `insert into task_keys (task_id, node_id, giver, box) values ($1, $2, $3, $4)
     on conflict (task_id, node_id, giver) do update set box = excluded.box, created_at = now()`,
    [taskId, nodeId, giver, box],
  )
}

const keysOfNodes = statement(
  keyRow,
  'select node_id as "nodeId", box from task_keys where task_id = $1 and node_id = any($2) order by created_at, giver',
)

/** Lists the encrypted keys of a task for these machines, oldest first. Index: task_keys (task_id, node_id, giver). Takes no lock. */
export async function listTaskKeys(db: Queryable, { taskId, nodeIds }: { taskId: string; nodeIds: readonly string[] }): Promise<TaskKeyRow[]> {
  return keysOfNodes.rows(db, [taskId, nodeIds])
}
