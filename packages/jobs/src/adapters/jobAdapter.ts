import type { JobInput, RunLimits, TaskAdapter } from '@infinitio/tasks'

/** The fields of a task of a job, and the path of each of its files on this computer. */
export type TaskDraft = {
  readonly fields: Readonly<Record<string, string | number>>
  readonly files: ReadonlyMap<string, string>
}

/** Bounds of what runs on this computer, and the signal that ends it. */
export type OwnRun = { readonly limits: RunLimits; readonly signal: AbortSignal }

/** An adapter as jobs use it. */
export type JobAdapter = {
  readonly adapter: TaskAdapter<JobInput, never>
  /** Checks what a machine would refuse, and divides the work. Throws AdapterError. */
  readonly prepare: (draft: TaskDraft, run: OwnRun) => Promise<JobInput>
  /** Returns the canonical text of an input. */
  readonly textOf: (input: JobInput) => string
  /** Returns a result as a file for a person. */
  readonly show: (result: Uint8Array) => { readonly extension: string; readonly text: string }
}
