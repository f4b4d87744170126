import type { Hex32 } from '@infinitio/domain'
import { sealStepKey, type StepKey, stepKeyOf } from '@infinitio/sdk/pool'
import { AdapterError, type BoughtBatch, nodesAtWork, type PoolView, sealedInputOf } from '@infinitio/tasks'
import { reasonOf } from './failureOf.ts'
import type { JobEffects, JobPrivacy } from './jobEffects.ts'

/** The functions and settings with which `createKeyGiver` gives keys to machines. `readText` returns the stored text with this hash. */
export type KeyGiving = Pick<JobEffects, 'onProgress'> & {
  readonly privacy: JobPrivacy
  readonly readText: (sha256: Hex32) => Promise<string>
}

/**
 * Returns a function that gives the key of a step to each machine that, according to the chain, runs or checks its tasks now. A machine gets a key once for
 * each assignment (try) of a task. If the market does not accept a key, the next call tries again.
 */
export function createKeyGiver({ privacy, readText, onProgress }: KeyGiving) {
  const given = new Set<string>()
  const told = new Set<string>()
  const steps = new Map<Hex32, Promise<StepKey>>()
  const stepOf = (inputRoot: Hex32): Promise<StepKey> => {
    const known = steps.get(inputRoot) ?? readStep({ privacy, readText }, inputRoot)
    steps.set(inputRoot, known)
    known.catch(() => steps.delete(inputRoot))
    return known
  }
  return async ({ batches }: Pick<PoolView, 'batches'>, bought: readonly Pick<BoughtBatch, 'batchId'>[]): Promise<void> => {
    for (const { batchId } of bought) {
      const batch = batches.get(batchId)
      for (const task of batch?.tasks.values() ?? [])
        for (const nodeId of nodesAtWork(task)) {
          const name = `${task.taskId} ${task.tries} ${nodeId}`
          if (batch === undefined || given.has(name)) continue
          try {
            const boxKey = await privacy.boxKeyOf(nodeId)
            if (boxKey !== null)
              await privacy.give({ taskId: task.taskId, nodeId, box: await sealStepKey(await stepOf(batch.batch.inputRoot), { nodeId, boxKey }) })
            given.add(name)
          } catch (error) {
            if (!told.has(name)) onProgress(`the key is not with the machine ${nodeId} yet: ${reasonOf(error)}`)
            told.add(name)
          }
        }
    }
  }
}

async function readStep({ privacy, readText }: Pick<KeyGiving, 'privacy' | 'readText'>, inputRoot: Hex32): Promise<StepKey> {
  const sealed = await sealedInputOf(inputRoot, readText)
  if (sealed === null) throw new AdapterError('inputInvalid', 'this batch of a private job has an input that is not encrypted')
  return await stepKeyOf(privacy.key, sealed)
}
