import type { Address, Hex32, JobPriority, TaskBatch } from '@infinitio/domain'
import type { BatchDraft, TaskPool } from '@infinitio/sdk/pool'
import type { JobEvent, JobFile, JobPlan, JobResultFile, RunLimits } from '@infinitio/tasks'
import type { JobFileTask } from '@infinitio/sdk/job-file'
import type { LeaseMarket } from './leaseMarket.ts'

/** A task of a job. Its `adapter` (the kind of calculation) may be unknown to this program. */
export type WorkTask = Omit<JobFileTask, 'adapter'> & { readonly adapter: string }

/** A job to run. `owner` pays, and `tasks` has the definition of each of its tasks. */
export type JobWork = {
  readonly id: Hex32
  readonly owner: Address
  readonly maxCost: bigint
  readonly deadlineSeconds: number
  readonly priority: JobPriority
  readonly tasks: Readonly<Record<string, WorkTask>>
}

/** The stored events of a job, in sequence. The state of the job follows from them. Several programs may add events. */
export type JobJournal = {
  /** Returns all events, and the number of the last one. `times` has the Unix seconds at which they were stored, if the journal has them. */
  readonly read: () => Promise<{ readonly events: readonly JobEvent[]; readonly last: number; readonly times?: readonly number[] }>
  /** Returns true if there are events after this number. */
  readonly hasMore: (after: number) => Promise<boolean>
  /** Stores an event directly after the one with the number `after`, and returns its number. Returns null if another event came first. */
  readonly note: (after: number, event: JobEvent) => Promise<number | null>
}

/** A store for the inputs of a job's tasks, by their SHA-256, and for the results. */
export type JobStore = {
  /** Returns the path on this computer for a path in the job file. Throws for a path that this store must not read. */
  readonly pathOf: (path: string) => string
  /** Returns the path on this computer of the file with this name, after checking all hashes. A large file is stored in pieces. */
  readonly fetch: (sha256: Hex32) => Promise<string>
  /**
   * Returns true for a file that is stored in pieces and that this computer does not have. Fetches a smaller file. Absent if the program runs the jobs of only
   * one person, so that nobody else waits for the fetch of a large file.
   */
  readonly isFar?: (sha256: Hex32) => Promise<boolean>
  /**
   * Keeps these files on this computer until the returned function is called. The store may delete other large files to make room for a new one. Absent if the
   * store never deletes files.
   */
  readonly hold?: (files: readonly Hex32[]) => () => void
  /** Stores bytes for all machines that run a task. */
  readonly publish: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>
  /** Stores the file at a path for all machines that run a task. Throws AdapterError if the file at the path is not `file`. */
  readonly publishFile: (file: JobFile, path: string) => Promise<void>
  /** Stores bytes that only this job reads, and returns their hash. */
  readonly put: (bytes: Uint8Array<ArrayBuffer>) => Promise<Hex32>
  /** Deletes files that were put for a checkpoint that never became whole. Absent if the store deletes unused files by itself. */
  readonly giveUp?: (files: readonly Hex32[]) => Promise<void>
  /** Stores the result of a task: bytes that other tasks read, and a file for a person. */
  readonly keep: (
    task: string,
    ended: { readonly result: Uint8Array<ArrayBuffer>; readonly extension: string; readonly file: Uint8Array<ArrayBuffer> },
  ) => Promise<{ readonly result: Hex32; readonly file: JobResultFile }>
}

/** The result of sending a batch (a paid order of tasks) to the task pool. With `waits`, its owner must first do something, for example pay in. */
export type SendAnswer =
  | { readonly kind: 'sent' }
  | { readonly kind: 'waits'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly isFinal: boolean }

/** Signs calls to the task pool and sends them. Throws if it is unknown whether a call was sent; the loop then looks for it on the chain. */
export type JobSender = {
  readonly submit: (task: string, plan: JobPlan) => Promise<SendAnswer>
  readonly cancel: (batch: TaskBatch) => Promise<void>
}

/**
 * The parts that a private job needs. `key` encrypts everything that the job stores. `boxKeyOf` returns the public key of a machine from the chain, or null if
 * the machine has none. `give` stores the key of a step, encrypted for one machine, at the place where that machine reads it.
 */
export type JobPrivacy = {
  readonly key: Hex32
  readonly boxKeyOf: (nodeId: Hex32) => Promise<Hex32 | null>
  readonly give: (given: { readonly taskId: Hex32; readonly nodeId: Hex32; readonly box: string }) => Promise<void>
}

/** Everything that the loop of a job reads or changes outside of itself. The loop itself reads no clock and signs nothing. */
export type JobEffects = {
  readonly journal: JobJournal
  readonly store: JobStore
  readonly sender: JobSender
  /** The market on which to rent machines, or null if this program rents none. */
  readonly leases: LeaseMarket | null
  /** The key of a private job. Null for a job whose inputs and results everybody may read. */
  readonly privacy: JobPrivacy | null
  readonly pool: Pick<TaskPool, 'domain' | 'reader' | 'quote' | 'runGas' | 'now' | 'head' | 'hashOf'>
  readonly classes: () => Promise<BatchDraft['classes']>
  readonly openResult: (of: { readonly taskId: Hex32; readonly commitment: Hex32 }) => Promise<Uint8Array>
  /** Waits for some milliseconds. Rejects with the reason of the signal if it aborts. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** Runs work that needs much processor time. Waits first until the scheduler lets this job run such work. */
  readonly inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** Runs a plan, whose owner has not paid yet, in other turns than merges. Absent if all work of the job has the same turns. */
  readonly inPlanTurn?: <Result>(work: () => Promise<Result>) => Promise<Result>
  /**
   * Runs work that first fetches large files. One such work runs at a time, so that these fetches do not take the turns of other jobs and do not fill the disk.
   * Absent if the store has no `isFar`.
   */
  readonly inLargeTurn?: <Result>(work: () => Promise<Result>) => Promise<Result>
  /**
   * Limits of the programs that run on this computer. One program checks a task before it is sent, and one joins its results. `fileBytes` is the largest size
   * of one file of a task. `splitSeconds` is a lower limit for the module of an unpaid job that divides its work; absent if `seconds` is the only one.
   */
  readonly limits: RunLimits & { readonly fileBytes: number; readonly splitSeconds?: number }
  /**
   * Returns true if a checkpoint of a task may be copied now. `seconds` is the longest time of the task, and `hasEnded` is true if its command has ended. Absent
   * if each checkpoint is copied.
   */
  readonly mayCopy?: (task: string, lease: { readonly seconds: number; readonly hasEnded: boolean }) => boolean
  /** Returns for how many milliseconds a task has looked for its present machine before this program began to. Absent if this is not known. */
  readonly waitedMs?: (task: string) => number
  /** How long a job waits for its owner to pay in, in milliseconds. */
  readonly patienceMs: number
  readonly onProgress: (text: string) => void
}
