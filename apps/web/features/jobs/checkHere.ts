import { getChain, refusal } from '@infinitio/sdk'
import { collectOutputs, openTaskPool, openTaskResult, type StepParts, stepProgress, WrongResultError } from '@infinitio/sdk/pool'
import { browserApi } from '#web/parts/api/browserApi.ts'

/**
 * The outcome of a check in this browser. `tasks` is the number of tasks. `same` counts the tasks with a stored result that equals the worker's commitment on
 * the chain. `audited` counts those that another provider calculated again with the same result.
 */
export type HereCheck = { readonly tasks: number; readonly same: number; readonly audited: number }

/**
 * Checks in this browser the results of one step of a job. Reads the step's batches of tasks from the chain. Opens the stored result of each task with the salt
 * that the worker published, and compares its Merkle root with the root on the chain. Throws `task.batch_unknown` if not all results are on the chain yet.
 */
export async function checkHere(batches: StepParts['batches']): Promise<HereCheck> {
  const chain = await getChain(browserApi)
  const pool = await openTaskPool({ rpcUrl: new URL('/api/v1/rpc', window.location.origin).href, chain })
  const seen = await pool?.reader.read()
  const progress = seen === undefined ? null : stepProgress(seen.view, batches)
  if (progress?.kind !== 'shown') throw refusal('task.batch_unknown', { detail: batches.at(-1)?.batchId ?? '' })
  let same = 0
  for (const shown of progress.tasks) {
    try {
      await collectOutputs(shown, (of) => openTaskResult(browserApi, of))
      same += 1
    } catch (error) {
      if (!(error instanceof WrongResultError)) throw error
    }
  }
  return { tasks: progress.tasks.length, same, audited: progress.tasks.filter(({ task }) => task.revealed?.audited === true).length }
}
