import { InfinitioError } from '@infinitio/sdk'
import { AdapterError, type JobEvent } from '@infinitio/tasks'

/**
 * Returns the event for a step of a job that failed. The failure is final, so that the job does not try again, if a person must first fix the cause, such as a
 * refused query or a missing file.
 */
export function failureOf(task: string, error: unknown): Extract<JobEvent, { kind: 'failed' }> {
  const isFinal =
    error instanceof AdapterError ? error.isSubmittersFault : error instanceof InfinitioError && error.status >= 400 && error.status < 500
  return { kind: 'failed', task, reason: reasonOf(error), isFinal }
}

/** Returns the reason why a step failed, in one line. For a fault in the job, the line has its field and line number. */
export function reasonOf(error: unknown): string {
  if (error instanceof InfinitioError) return error.detail === '' ? error.sentence : `${error.sentence} [${error.detail}]`
  if (!(error instanceof AdapterError)) return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  const { field, line } = error.place
  const at = [field, line === undefined ? undefined : `line ${line}`].filter((part) => part !== undefined).join(', ')
  // The messages of some adapters begin with the place already.
  return at === '' || error.message.startsWith(`${at}:`) ? error.message : `${at}: ${error.message}`
}
