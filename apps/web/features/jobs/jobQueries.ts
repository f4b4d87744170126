import { listArtefacts, type Transport } from '@infinitio/sdk'
import { getJob, listJobs, readJobTerms } from '@infinitio/sdk/pool'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/**
 * How often the page asks for changes, in milliseconds. An event also reports that the journal of a job has grown, but the event stream may be disconnected.
 */
const everyMs = 5_000

/** Query for the jobs of the signed-in account, newest first, page by page. */
export const jobsQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['jobs', 'own'],
    queryFn: ({ pageParam }) => listJobs(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** Query for the stored files and unfinished uploads of the signed-in account. */
export const storedFilesQuery = (api: Transport) => queryOptions({ queryKey: ['artefacts', 'own'], queryFn: () => listArtefacts(api) })

/** Query for one job with its journal. */
export const jobQuery = (api: Transport, jobId: string) =>
  queryOptions({ queryKey: ['job', jobId], queryFn: () => getJob(api, jobId), refetchInterval: everyMs })

/** Query for the scheduler that runs jobs for this market, and the scheduler's limits. */
export const jobTermsQuery = (api: Transport) => queryOptions({ queryKey: ['jobs', 'terms'], queryFn: () => readJobTerms(api) })
