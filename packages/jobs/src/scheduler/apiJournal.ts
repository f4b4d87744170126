import { InfinitioError } from '@infinitio/sdk'
import { jobEventFromWire, jobEventToWire } from '@infinitio/sdk/pool'
import type { JobJournal } from '../run/jobEffects.ts'
import type { MarketSession } from './marketSession.ts'

/**
 * Opens the journal of a job that the market stores. `newest` returns the number of the job's last event, as the scheduler's list of jobs shows it. It returns
 * null for a job that is no longer in the list; then the journal is read from the market.
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
      return { events: events.map(({ event }) => jobEventFromWire(event)), last: events.at(-1)?.number ?? 0, times: events.map(({ at }) => at) }
    },
    hasMore: async (after) => (newest() ?? Number.POSITIVE_INFINITY) > after,
    async note(after, event) {
      try {
        return (await session((client) => client.noteJobEvent(jobId, { after, event: jobEventToWire(event) }))).number
      } catch (error) {
        if (error instanceof InfinitioError && error.code === 'task.job_moved_on') return null
        throw error
      }
    },
  }
}
