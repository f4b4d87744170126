import { artefactLimits, type Hex32 } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { openInputFile, openInputText, PrivateJobError, type StepKey } from '@infinitio/sdk/pool'
import {
  AdapterError,
  type BatchInput,
  type JobInput,
  mostInputBytes,
  openBatchInput,
  type PoolBatchView,
  type SealedInput,
  sealedInputOf,
  type TaskAdapter,
} from '@infinitio/tasks'
import type { OpenedFiles } from './openedFiles.ts'
import type { TaskFiles, WantedFile } from './taskFiles.ts'

/** The type of an adapter (program for one kind of task) for code that does not know which kind the task is. */
export type AnyAdapter = TaskAdapter<JobInput, never>

/** Whether this agent accepts tasks of a batch. It is `loading` until the agent has read the batch's input and fetched its files. */
export type Judgement = 'loading' | 'takes' | 'refuses'

/** The input of a batch, and the paths of its files on this machine. */
export type LoadedInput = BatchInput<JobInput> & { readonly adapter: AnyAdapter; readonly paths: ReadonlyMap<string, string> }

/**
 * What this agent knows about the input of a batch. `judgement` states whether the agent takes tasks of the batch. `sealed` describes the encrypted input of a
 * private job; it is null for other jobs, and undefined while the input is loading.
 */
export type TaskInput = {
  readonly judgement: Judgement
  readonly sealed: SealedInput | null | undefined
  /** The texts and files that the input needs, or null while the agent does not know them all. */
  readonly needs: readonly WantedFile[] | null
  /** Fetches files that left the folder. Refuses the batch if it fails. */
  readonly fetch: () => Promise<void>
  /**
   * Returns the input. `step` is the key of a private input's step; null for an input that is not private. Throws AdapterError if the input cannot be decrypted
   * with that key.
   */
  readonly load: (step: StepKey | null) => Promise<LoadedInput>
}

/** The inputs of batches. */
export type TaskInputs = {
  readonly of: (batch: PoolBatchView) => TaskInput
  /** Deletes the decrypted files of batches that are over. */
  readonly forgetOpened: (isOver: (batchId: Hex32) => boolean) => Promise<void>
}

type Parts = {
  readonly adapters: readonly AnyAdapter[]
  readonly files: TaskFiles
  readonly opened: OpenedFiles
  readonly logger: Logger
}

type Looked = { readonly adapter: AnyAdapter; readonly sealed: SealedInput | null; readonly plain: LoadedInput | null }
type Own = { -readonly [Key in keyof TaskInput]: TaskInput[Key] } & { at: number; opening: Promise<LoadedInput> | null }

/** The agent takes a task only if its time limit is at least 0.7 of the time that the agent estimates for it. */
const leastTime = 0.7
const refusedForMs = 60_000
const mostInputs = 1_000

/**
 * Reads the input of each batch of tasks once. If the agent refused a batch, a request more than a minute later reads its input again. For a private job, first
 * fetches only the encrypted files, and decrypts them when a machine of this agent gets the key.
 */
export function createTaskInputs(parts: Parts): TaskInputs {
  const inputs = new Map<Hex32, Own>()

  function begin(batch: PoolBatchView): Own {
    const looked = look(parts, batch, (needs) => {
      own.needs = needs
    })
    const refuse = (error: unknown) => {
      own.judgement = 'refuses'
      own.at = performance.now()
      parts.logger.info({ err: error, batch: batch.batchId }, 'this agent takes no task of a batch')
    }
    let fetching: Promise<void> | null = null
    const own: Own = {
      ...{ judgement: 'loading', sealed: undefined, needs: null, at: performance.now(), opening: null },
      fetch() {
        const fetchAll = async () => {
          for (const file of own.needs ?? []) await parts.files.pathOf(file)
        }
        fetching ??= fetchAll()
          .catch(refuse)
          .finally(() => {
            fetching = null
          })
        return fetching
      },
      async load(step) {
        const { adapter, sealed, plain } = await looked
        // A file may have left the folder since the agent read the input. This fetches it again.
        if (plain !== null) return { ...plain, paths: await pathsOf(parts.files, plain.input) }
        if (sealed === null || step === null) throw new PrivateJobError('this agent has no key for the input of a private job')
        own.opening ??= openSealed(parts, { batch, adapter, sealed, step }).catch((error: unknown) => {
          own.opening = null
          throw error
        })
        return await own.opening
      },
    }
    looked.then(
      ({ sealed }) => {
        own.sealed = sealed
        own.judgement = 'takes'
      },
      (error: unknown) => {
        own.sealed = null
        refuse(error)
      },
    )
    return own
  }

  return {
    of(batch) {
      const known = inputs.get(batch.batchId)
      if (known !== undefined && (known.judgement !== 'refuses' || performance.now() - known.at < refusedForMs)) return known
      const own = begin(batch)
      inputs.delete(batch.batchId)
      inputs.set(batch.batchId, own)
      for (const old of [...inputs.keys()].slice(0, Math.max(0, inputs.size - mostInputs))) inputs.delete(old)
      return own
    },
    async forgetOpened(isOver) {
      for (const [batchId, own] of inputs) {
        if (own.opening === null || !isOver(batchId)) continue
        own.opening = null
        await parts.opened.remove(batchId)
      }
    },
  }
}

/** Reads the input of a batch, and fetches its files after it has called `onNeeds`. Throws if this agent takes no task of the batch. */
async function look(parts: Parts, batch: PoolBatchView, onNeeds: (needs: readonly WantedFile[]) => void): Promise<Looked> {
  const adapter = parts.adapters.find(({ digest }) => digest === batch.batch.adapter)
  if (adapter === undefined) throw new Error('this agent does not have the adapter of the batch')
  const texts = new Map<Hex32, WantedFile>()
  const read = textReader(parts.files, texts)
  const onFiles = (files: readonly WantedFile[]) => onNeeds([...texts.values(), ...files])
  const sealed = await sealedInputOf(batch.batch.inputRoot, read)
  if (sealed === null) return { adapter, sealed, plain: await loadPlain(parts, { batch, adapter, read, onFiles }) }
  if (adapter.lacks !== undefined) throw new Error('a private task does not show whether this machine can run it')
  const files = [sealed.input, ...sealed.files]
  // The agent decrypts a private file in memory, so it accepts none that was stored in pieces.
  if (files.some(({ bytes }) => bytes > artefactLimits.bytes)) throw new Error(`a private job has a file above ${artefactLimits.bytes} bytes`)
  await parts.files.refuseOverSpace(files)
  onFiles(files)
  for (const file of files) await parts.files.pathOf(file)
  return { adapter, sealed, plain: null }
}

/** Returns a function that reads the text of an input, and adds it to `texts`. */
function textReader(files: TaskFiles, texts = new Map<Hex32, WantedFile>()): (sha256: Hex32) => Promise<string> {
  return async (sha256) => {
    const text = { sha256, mostBytes: mostInputBytes }
    texts.set(sha256, text)
    return new TextDecoder('utf-8', { fatal: true }).decode(await files.read(text))
  }
}

type Loading = {
  readonly batch: PoolBatchView
  readonly adapter: AnyAdapter
  readonly read: (sha256: Hex32) => Promise<string>
  readonly onFiles: (files: readonly WantedFile[]) => void
}

/**
 * Reads the input of a batch and fetches its files. Refuses the batch before it fetches a file if its time is too short, if this machine lacks what the input
 * needs, or if it has too little room for all files together, because a file can have 1 GiB.
 */
async function loadPlain({ files }: Pick<Parts, 'files'>, { batch, adapter, read, onFiles }: Loading): Promise<LoadedInput> {
  const { input, numberOf } = await openBatchInput(batch.batch, { parse: adapter.parse, read })
  if (isTooShort(batch, { adapter, input })) throw new Error('the time limit of the batch is too short for its input')
  const lack = (await adapter.lacks?.(input)) ?? null
  if (lack !== null) throw new Error(lack)
  await files.refuseOverSpace(Object.values(input.files))
  onFiles(Object.values(input.files))
  return { adapter, input, numberOf, paths: await pathsOf(files, input) }
}

async function pathsOf(files: TaskFiles, input: JobInput): Promise<ReadonlyMap<string, string>> {
  const paths = new Map<string, string>()
  for (const [name, file] of Object.entries(input.files)) paths.set(name, await files.pathOf(file))
  return paths
}

type Sealed = { readonly batch: PoolBatchView; readonly adapter: AnyAdapter; readonly sealed: SealedInput; readonly step: StepKey }

async function openSealed({ files, opened }: Pick<Parts, 'files' | 'opened'>, { batch, adapter, sealed, step }: Sealed): Promise<LoadedInput> {
  const fetchFile = (file: SealedInput['input']) => files.read(file)
  try {
    const text = await openInputText(sealed, { key: step, fetchFile })
    const { input, numberOf } = await openBatchInput(batch.batch, { parse: adapter.parse, read: textReader(files), open: async () => text })
    const paths = new Map<string, string>()
    const loaded = { adapter, input, numberOf, paths }
    // The agent could not see this before it accepted the task, because the input was encrypted.
    if (isTooShort(batch, loaded)) throw new AdapterError('tooLong', 'the time limit of this private task is too short for its input')
    for (const name of Object.keys(input.files)) {
      const content = await openInputFile({ input, sealed, name }, { step, fetchFile })
      paths.set(name, await opened.write({ batchId: batch.batchId, name, content }))
    }
    return loaded
  } catch (error) {
    // The stored bytes have the right hash, and the key belongs to the input. So a PrivateJobError means that the submitter encrypted something else.
    throw error instanceof PrivateJobError ? new AdapterError('inputInvalid', error.message) : error
  }
}

function isTooShort({ batch }: PoolBatchView, { adapter, input }: Pick<LoadedInput, 'adapter' | 'input'>): boolean {
  return Number(batch.runSeconds) < leastTime * adapter.estimate(input).seconds
}
