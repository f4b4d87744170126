import type { JobInput, RunLimits, TaskAdapter } from '@infinitio/tasks'

/** A task as its job file describes it, and the path of each of its files on this computer. */
export type TaskDraft = {
  readonly fields: Readonly<Record<string, string | number>>
  readonly files: ReadonlyMap<string, string>
}

/** Limits for programs that a job runs on this computer, and the signal that stops these programs. */
export type OwnRun = { readonly limits: RunLimits; readonly signal: AbortSignal }

/** The functions with which a job uses an adapter. An adapter is the program for one kind of calculation in the task pool. */
export type JobAdapter = {
  readonly adapter: TaskAdapter<JobInput, never>
  /** Checks a task and divides its work into chunks. Throws AdapterError for everything that a machine would refuse. */
  readonly prepare: (draft: TaskDraft, run: OwnRun) => Promise<JobInput>
  /** Returns the canonical text of an input, from which the hash of the input is calculated. */
  readonly textOf: (input: JobInput) => string
  /** Returns a result in the form of a file that a person can open, such as CSV, with the extension of its name. */
  readonly show: (result: Uint8Array) => { readonly extension: string; readonly content: string | Uint8Array }
}
