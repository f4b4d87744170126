import { listArtefacts, type Transport } from '@infinitio/sdk'
import { getJob, listJobs, readJobTerms } from '@infinitio/sdk/pool'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** How often the list of jobs is fetched, in milliseconds: no topic of the event stream reports new jobs of an account. */
const listEveryMs = 5_000
/** How often a job is fetched although the event stream reported nothing, in milliseconds: the stream may be disconnected without a sign. */
const oneEveryMs = 30_000

/** Query for the jobs of the signed-in account, newest first, page by page. */
export const jobsQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['jobs', 'own'],
    queryFn: ({ pageParam }) => listJobs(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: listEveryMs,
  })

/** Query for the stored files and unfinished uploads of the signed-in account. */
export const storedFilesQuery = (api: Transport) => queryOptions({ queryKey: ['artefacts', 'own'], queryFn: () => listArtefacts(api) })

/** Query for one job with its journal. A page that shows it follows the topic `job:<id>`. */
export const jobQuery = (api: Transport, jobId: string) =>
  queryOptions({ queryKey: ['job', jobId], queryFn: () => getJob(api, jobId), refetchInterval: oneEveryMs })

/** Query for the scheduler that runs jobs for this market, and the scheduler's limits. */
export const jobTermsQuery = (api: Transport) => queryOptions({ queryKey: ['jobs', 'terms'], queryFn: () => readJobTerms(api) })
