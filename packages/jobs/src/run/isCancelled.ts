import type { JobEvent } from '@infinitio/tasks'

/** Returns true if the owner stopped the job and has not started it again since then. */
export function isCancelled(events: readonly JobEvent[]): boolean {
  return events.findLastIndex(({ kind }) => kind === 'cancelled') > events.findLastIndex(({ kind }) => kind === 'retried')
}
