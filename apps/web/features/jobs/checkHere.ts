import { getChain, refusal } from '@infinitio/sdk'
import { collectOutputs, openTaskPool, openTaskResult, type StepParts, stepProgress, WrongResultError } from '@infinitio/sdk/pool'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** The outcome of a check in this browser: the tasks, how many of their stored results are those to which their workers committed on chain, and how many another provider ran again with the same result. */
export type HereCheck = { readonly tasks: number; readonly same: number; readonly audited: number }

/** Reads the batches of a step from the chain, opens the stored result of each task with the salt that its worker showed, and compares its root with that on chain. Throws `task.batch_unknown` before the results stand. */
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
