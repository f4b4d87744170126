import { type JobSpecWire, newJobWire, type NewJobWire } from '@infinitio/domain/wire'
import { AdapterError, type JobEvent } from '@infinitio/tasks'

const hiddenReason = 'a step of a private job failed; the program that runs the job shows why'

/** A private job in two parts: `shown` is what the market may read, and `hidden` is the text with the files and fields of its tasks, to encrypt. */
export type SplitJob = { readonly shown: NewJobWire; readonly hidden: string }

/** Takes the files and fields of all tasks out of a job, so that the market does not see them. The names of the job and its tasks remain. */
export function hideTasks(job: NewJobWire): SplitJob {
  const tasks = Object.entries(job.tasks)
  const secret = tasks.map(([name, { files, fields }]) => [name, { files, fields }])
  const open = tasks.map(([name, task]): [string, NewJobWire['tasks'][string]] => [name, { ...task, files: {}, fields: {} }])
  return { shown: { ...job, tasks: Object.fromEntries(open) }, hidden: JSON.stringify({ tasks: Object.fromEntries(secret) }) }
}

/** Returns a private job with the files and fields of its tasks. Throws AdapterError if the decrypted text is not the one of this job. */
export function showTasks({ private: _, ...spec }: JobSpecWire, hidden: string): JobSpecWire {
  const secret = tasksIn(hidden)
  const isOfJob = Object.keys(secret).toSorted().join() === Object.keys(spec.tasks).toSorted().join()
  const tasks = Object.fromEntries(Object.entries(spec.tasks).map(([name, task]) => [name, { ...task, ...partsOf(secret[name]) }]))
  const { data: job } = newJobWire.safeParse({ ...spec, tasks })
  if (!isOfJob || job === undefined) throw new AdapterError('inputInvalid', 'the encrypted description belongs to another job')
  const { scheduler: __, ...whole } = job
  return whole
}

function tasksIn(hidden: string): Record<string, unknown> {
  const value = JSON.parse(hidden) as { readonly tasks?: unknown } | null
  const tasks = value?.tasks
  return typeof tasks === 'object' && tasks !== null ? (tasks as Record<string, unknown>) : {}
}

function partsOf(secret: unknown): { readonly files: unknown; readonly fields: unknown } {
  const { files, fields } = (secret ?? {}) as { readonly files?: unknown; readonly fields?: unknown }
  return { files, fields }
}

/**
 * Returns an event of a private job as everybody may read it. The reason of a failure may contain parts of a query or names of columns, so it is replaced by
 * another text. Only a failure with `lost` (tasks that ended on the chain) keeps its reason, because the chain shows it anyway.
 */
export function withHiddenReason<Event extends JobEvent>(event: Event): Event {
  return event.kind === 'failed' && event.lost === undefined ? { ...event, reason: hiddenReason } : event
}
