import { randomUUID } from 'node:crypto'
import { abandonTaskResult, findTaskResult, listProvidersOfNodes, markTaskResultStored, reserveTaskResult, type TaskResultRow } from '@infinitio/db'
import { type Address, hashStoreReceipt, hex32, isRefusal, type PoolSigningDomain, type Refusal } from '@infinitio/domain'
import type { StoreReceiptWire } from '@infinitio/domain/wire'
import { checkedBytes, isWrongBytes } from '../../artefacts/checkedBytes.ts'
import { storedResponse } from '../../artefacts/storedResponse.ts'
import type { PoolTask } from '../../tasks/createPoolReader.ts'
import type { Services } from '../../services/services.ts'

/**
 * The result of a task that a machine uploads. `sha256` and `bytes` are only what the machine claims; nobody has checked the body yet. `nodeIds` are the
 * machines of the caller's session.
 */
export type TaskResultUpload = {
  readonly taskId: string
  readonly commitment: string
  readonly sha256: string
  readonly nodeIds: readonly string[]
  readonly bytes: number
  readonly body: AsyncIterable<Uint8Array> | null
}

/**
 * Maximum number of stored results for one assignment of a task. A worker encrypts its result with a random salt and uploads it once. If it loses the salt, it
 * must encrypt and upload again.
 */
const mostOfTry = 3

/**
 * Stores the encrypted result of a task. Returns a signed receipt, with which the worker commits to its result on the chain. Only the provider to which the
 * chain assigned the task may store one. A stored result is never replaced; the same bytes get the same receipt again. Refuses with `task.no_pool`,
 * `artefact.no_store`, `task.result_too_large`, `task.not_worker`, `task.result_other`, `task.store_full`, `artefact.wrong_hash` and `artefact.store_away`.
 */
export async function putTaskResult(services: Services, upload: TaskResultUpload): Promise<StoreReceiptWire | Refusal> {
  const { db, artefacts, pool } = services
  const domain = await pool.domain()
  if (domain === null) return { rejected: 'task.no_pool' }
  const { receiptKey } = await services.facts.read()
  if (artefacts.files === null || receiptKey !== services.receiptSigner.address) return { rejected: 'artefact.no_store' }
  const { taskId, commitment, sha256, bytes } = upload
  if (!Number.isSafeInteger(bytes) || bytes < 1 || bytes > artefacts.results.mostBytes || upload.body === null)
    return { rejected: 'task.result_too_large', detail: 'Content-Length' }
  const known = await findTaskResult(db, { taskId, commitment })
  if (known !== null) return known.sha256 === sha256 ? receiptOf(services, known, domain) : { rejected: 'task.result_other' }
  const worker = await findWorker(services, upload)
  if (isRefusal(worker)) return worker
  const row = await store(services, upload, worker)
  if (isRefusal(row)) return row
  return row.sha256 === sha256 ? receiptOf(services, row, domain) : { rejected: 'task.result_other' }
}

type Worker = { readonly provider: Address; readonly tries: number }

/**
 * Returns the provider to which the task is assigned now, if that provider owns one of these machines; otherwise refuses. Reads a cached state first. Reads the
 * newest block only if the provider is not the assigned one in the cached state.
 */
async function findWorker({ db, pool }: Services, { taskId, nodeIds }: TaskResultUpload): Promise<Worker | Refusal> {
  const providers = new Set(await listProvidersOfNodes(db, { nodeIds }))
  const isTheirs = ({ isAssigned, worker }: PoolTask) => isAssigned && providers.has(worker)
  const seen = await pool.task(hex32(taskId))
  const task = isTheirs(seen) ? seen : await pool.task(hex32(taskId), { fresh: true })
  return isTheirs(task) ? { provider: task.worker, tries: task.tries } : { rejected: 'task.not_worker' }
}

async function store(
  { db, artefacts: { files, keptSeconds, results }, logger }: Services,
  { taskId, commitment, sha256, bytes, body }: TaskResultUpload,
  worker: Worker,
): Promise<TaskResultRow | Refusal> {
  if (files === null || body === null) return { rejected: 'artefact.no_store' }
  const resultId = randomUUID()
  const most = { ofTry: mostOfTry, providerBytes: results.mostProviderBytes, totalBytes: results.mostTotalBytes }
  const space = await db.transaction((tx) => reserveTaskResult(tx, { resultId, taskId, commitment, sha256, bytes, ...worker, keptSeconds, most }))
  if (space !== 'reserved') return { rejected: 'task.store_full', detail: fullDetails[space] }
  try {
    await files.put({ id: resultId, bytes }, checkedBytes(body, { sha256, bytes }))
  } catch (error) {
    await abandonTaskResult(db, { resultId })
    if (isWrongBytes(error)) return { rejected: 'artefact.wrong_hash' }
    logger.warn({ err: error, resultId }, 'the result of a task was not stored')
    return { rejected: 'artefact.store_away' }
  }
  const row = await db.transaction((tx) => markTaskResultStored(tx, { resultId, taskId, commitment }))
  return row ?? { rejected: 'artefact.store_away' }
}

const fullDetails = { try_full: 'of this task', provider_full: 'of this provider', store_full: 'of all providers' } as const

/** Returns the signed receipt for a stored result. The receipt of one result is always the same. */
function receiptOf({ receiptSigner }: Services, row: TaskResultRow, domain: PoolSigningDomain): StoreReceiptWire {
  const { tries, bytes } = row
  const [taskId, commitment] = [hex32(row.taskId), hex32(row.commitment)]
  const receipt = receiptSigner.signDigest(hashStoreReceipt({ task: taskId, tries, commitment }, domain))
  return { taskId, commitment, tries, bytes, expiresAt: Math.floor(row.expiresAt.getTime() / 1_000), receipt }
}

/**
 * Returns the stored bytes of a task's result, or only the headers for `HEAD`. The bytes are encrypted until the worker reveals its salt on the chain. Refuses
 * with `artefact.no_store`, `task.result_unknown`, `artefact.store_away`.
 */
export async function openTaskResult(
  { db, artefacts, logger }: Pick<Services, 'db' | 'artefacts' | 'logger'>,
  { taskId, commitment, onlyHeaders }: { taskId: string; commitment: string; onlyHeaders: boolean },
): Promise<Response | Refusal> {
  if (artefacts.files === null) return { rejected: 'artefact.no_store' }
  const row = await findTaskResult(db, { taskId, commitment })
  if (row === null) return { rejected: 'task.result_unknown' }
  return await storedResponse({ artefacts, logger }, { ids: [row.resultId], name: `${commitment}.bin`, bytes: row.bytes, onlyHeaders })
}
