// Results of tasks. A machine first uploads the encrypted result, and then commits to it on the chain. The API (role infinitio_api) writes the table
// `task_results`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { task_results: results } = tables

const resultRow = rowOf({
  resultId: results.result_id,
  taskId: results.task_id,
  commitment: results.commitment,
  tries: results.tries,
  provider: results.provider,
  sha256: results.sha256,
  bytes: results.bytes,
  expiresAt: results.expires_at,
})

/**
 * A stored result of a task. `resultId` is the name of its bytes in the file store. `tries` is the number of the assignment to which the result belongs,
 * because a task can be assigned again.
 */
export type TaskResultRow = RowOf<typeof resultRow>

const columns = 'result_id as "resultId", task_id as "taskId", commitment, tries, provider, sha256, bytes, expires_at as "expiresAt"'
const isStored = 'stored_at is not null and deleted_at is null and expires_at > now()'

const stored = statement(resultRow, `select ${columns} from task_results where task_id = $1 and commitment = $2 and ${isStored}`)

/**
 * Returns the stored result for a commitment (the hash that the machine commits to on the chain), or null. Index: task_results (task_id, commitment). Takes no
 * lock.
 */
export async function findTaskResult(db: Queryable, { taskId, commitment }: { taskId: string; commitment: string }): Promise<TaskResultRow | null> {
  return stored.first(db, [taskId, commitment])
}

/**
 * A new result. It is stored for `keptSeconds`. `most` has three limits: the number of results of one assignment (`ofTry`), the bytes of the provider's
 * results, and the bytes of all results together.
 */
export type NewTaskResult = Omit<TaskResultRow, 'expiresAt'> & {
  readonly keptSeconds: number
  readonly most: { readonly ofTry: number; readonly providerBytes: number; readonly totalBytes: number }
}

/** A small file uses more space on a disk than its bytes, and each file has a database row. So each file counts at least this many bytes. */
const leastCounted = 65_536

const used = statement(
  rowOf({ ofTry: 'int8', ofProvider: 'int8', inAll: 'int8' }),
  `select count(*) filter (where task_id = $1 and tries = $2) as "ofTry",
     coalesce(sum(greatest(bytes, $4)) filter (where provider = $3), 0)::bigint as "ofProvider", coalesce(sum(greatest(bytes, $4)), 0)::bigint as "inAll"
   from task_results`,
)

/** Takes one lock for all results. Without it, two uploads could both get the last free space, or store two results under one commitment (hash of a result). */
async function lockResults(tx: Queryable): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('task results', 7311))", [])
}

/**
 * Reserves the space of a result before its bytes arrive. If there is too little space, returns which limit is reached: the limit of the assignment
 * (`try_full`), of the provider, or of all results together. Unfinished uploads, and bytes that are not removed yet, also count. Call it in a transaction: it
 * locks all reservations until the transaction ends. It reads the whole table, which stays small because of the limit of all results.
 */
export async function reserveTaskResult(tx: Queryable, wanted: NewTaskResult): Promise<'reserved' | 'try_full' | 'provider_full' | 'store_full'> {
  await lockResults(tx)
  const { taskId, tries, provider, most } = wanted
  const { ofTry, ofProvider, inAll } = await used.only(tx, [taskId, tries, provider, leastCounted])
  const counted = BigInt(Math.max(wanted.bytes, leastCounted))
  if (ofTry >= BigInt(most.ofTry)) return 'try_full'
  if (ofProvider + counted > BigInt(most.providerBytes)) return 'provider_full'
  if (inAll + counted > BigInt(most.totalBytes)) return 'store_full'
  await tx.query(
    `insert into task_results (result_id, task_id, commitment, tries, provider, sha256, bytes, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 second')`,
    [wanted.resultId, taskId, wanted.commitment, tries, provider, wanted.sha256, wanted.bytes, wanted.keptSeconds],
  )
  return 'reserved'
}

const marked = statement(
  resultRow,
  `update task_results set stored_at = now() where result_id = $1 and stored_at is null and deleted_at is null returning ${columns}`,
)

/**
 * Marks a result as stored and returns it. If another upload has already stored a result under the same commitment (hash of a result), returns that result, and
 * the bytes of this upload are removed later. Returns null if this upload took so long that the clean-up has removed it. Call it in a transaction: it locks all
 * reservations until the transaction ends. Index: task_results (result_id), task_results (task_id, commitment).
 */
export async function markTaskResultStored(
  tx: Queryable,
  { resultId, taskId, commitment }: Pick<TaskResultRow, 'resultId' | 'taskId' | 'commitment'>,
): Promise<TaskResultRow | null> {
  await lockResults(tx)
  const first = await findTaskResult(tx, { taskId, commitment })
  if (first === null) return marked.first(tx, [resultId])
  await abandonTaskResult(tx, { resultId })
  return first
}

/** Marks an unfinished upload as given up. The next clean-up removes its bytes. Index: task_results (result_id). */
export async function abandonTaskResult(db: Queryable, { resultId }: { resultId: string }): Promise<void> {
  await db.query('update task_results set deleted_at = now() where result_id = $1 and stored_at is null', [resultId])
}

const toRemove = statement(
  rowOf({ resultId: results.result_id }),
  `select result_id as "resultId" from task_results
   where (deleted_at is not null or expires_at < now() or (stored_at is null and created_at < now() - $1 * interval '1 second'))
     and not result_id = any($3::uuid[])
   order by coalesce(deleted_at, case when stored_at is null then created_at else expires_at end), result_id limit $2`,
)

/**
 * Lists results to remove from the file store: deleted and expired results, and uploads that did not end within `uploadSeconds`. Leaves out those in `except`.
 * The result that has waited longest comes first. Takes no lock.
 */
export async function listTaskResultsToRemove(
  db: Queryable,
  { uploadSeconds, limit, except }: { uploadSeconds: number; limit: number; except: readonly string[] },
): Promise<string[]> {
  return (await toRemove.rows(db, [uploadSeconds, limit, except])).map(({ resultId }) => resultId)
}

/** Moves a result whose bytes could not be removed to the end of the clean-up's queue. Index: task_results (result_id). */
export async function postponeTaskResultRemoval(db: Queryable, { resultId }: { resultId: string }): Promise<void> {
  await db.query('update task_results set deleted_at = now() where result_id = $1', [resultId])
}

/** Deletes the row of a result after its bytes were removed from the file store. Index: task_results (result_id). */
export async function removeTaskResult(db: Queryable, { resultId }: { resultId: string }): Promise<void> {
  await db.query('delete from task_results where result_id = $1', [resultId])
}

const providersOfNodes = statement(
  rowOf({ provider: tables.chain_nodes.provider }),
  'select distinct provider from chain_nodes where node_id = any($1::text[]) and not retired',
)

/** Returns the providers of the given machines. Leaves out retired machines. Index: chain_nodes (node_id). Takes no lock. */
export async function listProvidersOfNodes(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<string[]> {
  return (await providersOfNodes.rows(db, [nodeIds])).map(({ provider }) => provider)
}
