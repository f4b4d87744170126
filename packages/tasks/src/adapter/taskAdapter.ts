import type { Hex32 } from '@infinitio/domain'

/** A file of a job. A machine that runs a task fetches the file by its SHA-256. */
export type JobFile = { readonly sha256: Hex32; readonly bytes: number }

/** The fields that the inputs of all adapters have. `tasks` is the number of tasks, `chunks` the number of chunks in each task. Both are numbered from 0. */
export type JobInput = {
  /** Name and version of the adapter, such as `data@1`. */
  readonly adapter: string
  readonly tasks: number
  readonly chunks: number
  readonly files: { readonly [name: string]: JobFile }
}

/** How a job is divided: into `tasks` tasks, which workers accept, and each task into 1 to 256 `chunks`. Each chunk has one output. */
export type TaskPlan = { readonly tasks: number; readonly chunks: number }

/** The most that one task of a job needs on the reference machine. */
export type TaskEstimate = { readonly seconds: number; readonly memoryBytes: number; readonly bytesIn: number; readonly bytesOut: number }

/** The limits of one run of a submitter's program. They are enforced from outside the process of that program. */
export type RunLimits = {
  readonly seconds: number
  readonly memoryBytes: number
  /** The most bytes of all outputs of the run together. */
  readonly outputBytes: number
  /** The niceness of the process, from 0 to 19. A larger number gives other processes more time. */
  readonly niceness?: number
}

/** The path of each file of the input on this machine, by the file's name, and the limits of a run. */
export type RunPlace = { readonly files: ReadonlyMap<string, string>; readonly limits: RunLimits; readonly signal: AbortSignal }

/** One run of a task: some of its chunks are calculated. A worker runs all chunks, an auditor a sample. Both runs give the same bytes for a chunk. */
export type TaskRun<Input> = RunPlace & {
  readonly input: Input
  readonly task: number
  readonly chunks: readonly number[]
  /** Called with each output as soon as it exists. */
  readonly onChunk?: (chunk: number, output: Uint8Array) => void
}

/** The outputs of a whole job: `outputs[task][chunk]`. */
export type TaskMerge<Input> = RunPlace & { readonly input: Input; readonly outputs: readonly (readonly Uint8Array[])[] }

/**
 * An adapter: a kind of program that runs tasks. Equal inputs give equal bytes on every machine with an adapter of the same digest, whichever chunks run
 * together. `parse`, `plan` and `estimate` are pure. `run` and `merge` throw an AdapterError, or the signal's reason when it aborts.
 */
export type TaskAdapter<Input extends JobInput, Facts> = {
  readonly name: string
  readonly version: number
  /** SHA-256 of the adapter's manifest, of its code, and of its engine's versions and integrity hashes in the lock file. Each batch contains it. */
  readonly digest: Hex32
  /** How two outputs are compared. `exact` means that all bytes must be equal. */
  readonly verify: 'exact'
  /** Reads the canonical text of an input. Throws an AdapterError that names a wrong field and the nearest known key. */
  parse(text: string): Input
  plan(facts: Facts): TaskPlan
  estimate(input: Input): TaskEstimate
  /**
   * Returns in words what this machine lacks to run an input, such as a model; null if it lacks nothing. An adapter without this function runs on every machine
   * that has it. A machine must read the input of an adapter with it before it accepts a task, so such tasks cannot be private.
   */
  lacks?(input: Input): Promise<string | null>
  /** Measures the fingerprints of this machine that jobs can name, such as those of its models. Rejects if it cannot measure them now. */
  fingerprints?(): Promise<readonly Hex32[]>
  run(run: TaskRun<Input>): Promise<ReadonlyMap<number, Uint8Array>>
  /** Makes the result of a job from its outputs. The submitter does this, and anybody can repeat it. */
  merge(merge: TaskMerge<Input>): Promise<Uint8Array>
}
