import type { Transport } from '@infinitio/sdk'
import { getJob, listJobs, readJobTerms } from '@infinitio/sdk/pool'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** The topic of a job tells that its journal has grown. The stream can be away, so the page also looks by itself. */
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

/** Query for one job with its journal. */
export const jobQuery = (api: Transport, jobId: string) =>
  queryOptions({ queryKey: ['job', jobId], queryFn: () => getJob(api, jobId), refetchInterval: everyMs })

/** Query for the scheduler of this market and its limits. */
export const jobTermsQuery = (api: Transport) => queryOptions({ queryKey: ['jobs', 'terms'], queryFn: () => readJobTerms(api) })
