import { readFile } from 'node:fs/promises'
import type { Hex32 } from '@infinitio/domain'
import { openInputText, sealInput, sealStepKey, type StepKey, stepKeyOf } from '@infinitio/sdk/pool'
import {
  AdapterError,
  type BoughtBatch,
  type JobInput,
  nodesAtWork,
  type PoolView,
  readSealedInput,
  type SealedInput,
  sealedInputOf,
} from '@infinitio/tasks'
import type { JobEffects } from './jobEffects.ts'
import { reasonOf } from './failureOf.ts'

/** The stored input of a step. `sealed` and `step` are null if the job is not private. `whole` is the stored text, and `text` the readable one. */
export type StoredInput = {
  readonly whole: string
  readonly text: string
  readonly sealed: SealedInput | null
  readonly step: StepKey | null
}

type Stored = Pick<JobEffects, 'store' | 'privacy'>

/**
 * Stores the input of a step and its files for the machines that run it; those of a private job are encrypted. Returns the stored text of the input. Throws
 * AdapterError if a file of a private job changed after the input was checked.
 */
export async function publishInput(
  { store, privacy }: Stored,
  { input, text, files }: { readonly input: JobInput; readonly text: string; readonly files: ReadonlyMap<string, string> },
): Promise<string> {
  const read = async (name: string) => {
    const path = files.get(name)
    if (path === undefined) throw new AdapterError('inputInvalid', `the job has no file ${name}`, { field: 'files' })
    return new Uint8Array(await readFile(path))
  }
  if (privacy === null) {
    for (const path of files.values()) await store.publish(new Uint8Array(await readFile(path)))
    await store.publish(bytesOf(text))
    return text
  }
  const { key: jobKey } = privacy
  const whole = await sealInput({ text, files: input.files, read }, { jobKey, publish: store.publish })
  await store.publish(bytesOf(whole))
  return whole
}

/** Reads the stored input of a step by its hash, and decrypts it with the key of the job. Throws AdapterError for a private input without that key. */
export async function openInput({ store, privacy }: Stored, of: Hex32): Promise<StoredInput> {
  const whole = await readFile(await store.fetch(of), 'utf8')
  const sealed = readSealedInput(whole)
  if (sealed === null) return { whole, text: whole, sealed, step: null }
  const step = await stepKeyOf(keyOf(privacy), sealed)
  return { whole, sealed, step, text: await openInputText(sealed, { key: step, fetchFile: ({ sha256 }) => bytesAt(store, sha256) }) }
}

/**
 * Returns a function that gives the key of a step to each machine that runs or checks its tasks now, by what the chain shows. It gives a key once for each try
 * of a task. If the market does not take a key, the next call tries again. Does nothing for jobs that are not private.
 */
export function keyGiver({ store, privacy, onProgress }: Stored & Pick<JobEffects, 'onProgress'>) {
  const given = new Set<string>()
  const told = new Set<string>()
  const steps = new Map<Hex32, Promise<StepKey>>()
  const stepOf = (inputRoot: Hex32): Promise<StepKey> => {
    const known = steps.get(inputRoot) ?? readStep({ store, privacy }, inputRoot)
    steps.set(inputRoot, known)
    known.catch(() => steps.delete(inputRoot))
    return known
  }
  return async ({ batches }: Pick<PoolView, 'batches'>, bought: readonly Pick<BoughtBatch, 'batchId'>[]): Promise<void> => {
    if (privacy === null) return
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

async function readStep({ store, privacy }: Stored, inputRoot: Hex32): Promise<StepKey> {
  const sealed = await sealedInputOf(inputRoot, async (sha256) => new TextDecoder().decode(await bytesAt(store, sha256)))
  if (sealed === null) throw new AdapterError('inputInvalid', 'this batch of a private job has an input that is not encrypted')
  return await stepKeyOf(keyOf(privacy), sealed)
}

function keyOf(privacy: JobEffects['privacy']): Hex32 {
  if (privacy === null) throw new AdapterError('inputInvalid', 'this job is private, and its key is not on this computer')
  return privacy.key
}

async function bytesAt(store: JobEffects['store'], sha256: Hex32): Promise<Uint8Array> {
  return new Uint8Array(await readFile(await store.fetch(sha256)))
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text))
}
