import type { JobEvent } from '@infinitio/tasks'

/** Returns true if the owner of a job stopped it and did not try it again after that. */
export function isCancelled(events: readonly JobEvent[]): boolean {
  return events.findLastIndex(({ kind }) => kind === 'cancelled') > events.findLastIndex(({ kind }) => kind === 'retried')
}
