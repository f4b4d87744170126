import { listProvidersOfNodes, listTaskKeys, saveTaskKey } from '@infinitio/db'
import { type Address, address, hex32, isRefusal, type Refusal } from '@infinitio/domain'
import type { TaskKeysWire } from '@infinitio/domain/wire'
import { nodesAtWork, type PoolBatchView, type PoolTaskView } from '@infinitio/tasks'
import type { Services } from '../../services/services.ts'

/** The key of a private job, encrypted to one machine, for one task. */
type GivenKey = { readonly taskId: string; readonly nodeId: string; readonly box: string }

/**
 * Stores a key that the submitter of a private job encrypted to a machine. The machine must run or check the task now: a machine that lost the task gets no
 * key. Refuses with `task.no_pool`, `task.batch_unknown`, `task.not_submitter` and `task.key_not_wanted`. Throws ChainUnavailableError.
 */
export async function putTaskKey(
  services: Pick<Services, 'db' | 'tasks'>,
  { account, ...given }: GivenKey & { readonly account: Address },
): Promise<null | Refusal> {
  const found = await findTask(services, given)
  if (isRefusal(found)) return found
  if (found.batch.batch.submitter !== account) return { rejected: 'task.not_submitter' }
  return await store(services, found, { ...given, giver: account })
}

/**
 * Stores a key that the worker (the provider of a task) encrypted to a machine that checks the task. So a submitter that withholds its key from the checkers
 * cannot prevent the worker from being paid. Refuses as `putTaskKey` does, but with `task.not_worker` instead of `task.not_submitter`. Throws
 * ChainUnavailableError.
 */
export async function passTaskKey(
  services: Pick<Services, 'db' | 'tasks'>,
  { nodeIds, ...given }: GivenKey & { readonly nodeIds: readonly string[] },
): Promise<null | Refusal> {
  const found = await findTask(services, given)
  if (isRefusal(found)) return found
  const { worker } = found.task
  const providers = await listProvidersOfNodes(services.db, { nodeIds })
  if (worker === null || !providers.some((provider) => address(provider) === worker)) return { rejected: 'task.not_worker' }
  return await store(services, found, { ...given, giver: worker })
}

/** Returns the encrypted keys of a task for the machines of a session. A key of another machine is never returned. */
export async function givenTaskKeys(
  { db }: Pick<Services, 'db'>,
  { taskId, nodeIds }: { readonly taskId: string; readonly nodeIds: readonly string[] },
): Promise<TaskKeysWire> {
  return { items: await listTaskKeys(db, { taskId, nodeIds }) }
}

type FoundTask = { readonly batch: PoolBatchView; readonly task: PoolTaskView }

async function findTask({ tasks }: Pick<Services, 'tasks'>, { taskId }: GivenKey): Promise<FoundTask | Refusal> {
  const seen = await tasks.read()
  if (seen === null) return { rejected: 'task.no_pool' }
  const task = seen.view.tasks.get(hex32(taskId))
  const batch = task === undefined ? undefined : seen.view.batches.get(task.batchId)
  return task === undefined || batch === undefined ? { rejected: 'task.batch_unknown' } : { task, batch }
}

async function store({ db }: Pick<Services, 'db'>, { task }: FoundTask, given: GivenKey & { readonly giver: string }): Promise<null | Refusal> {
  if (!nodesAtWork(task).includes(hex32(given.nodeId))) return { rejected: 'task.key_not_wanted' }
  await saveTaskKey(db, given)
  return null
}
