import { isLeaseEvent } from '@infinitio/tasks'
import { InfinitioError } from '@infinitio/sdk'
import { jobEventFromWire, jobEventToWire } from '@infinitio/sdk/pool'
import type { JobJournal } from '../run/jobEffects.ts'
import type { MarketSession } from './marketSession.ts'

/**
 * The journal of a job that is stored at the market. `newest` returns the number of its last event in the scheduler's list of jobs. It returns null for a job
 * that has left the list; its journal is then read again.
 */
export function apiJournal({
  session,
  jobId,
  newest,
}: {
  readonly session: MarketSession
  readonly jobId: string
  readonly newest: () => number | null
}): JobJournal {
  return {
    async read() {
      const { events } = await session((client) => client.getJob(jobId))
      return { events: events.map(({ event }) => jobEventFromWire(event)), last: events.at(-1)?.number ?? 0 }
    },
    hasMore: async (after) => (newest() ?? Number.POSITIVE_INFINITY) > after,
    async note(after, event) {
      if (isLeaseEvent(event)) throw new Error('the market stores no events of leases')
      try {
        return (await session((client) => client.noteJobEvent(jobId, { after, event: jobEventToWire(event) }))).number
      } catch (error) {
        if (error instanceof InfinitioError && error.code === 'task.job_moved_on') return null
        throw error
      }
    },
  }
}
