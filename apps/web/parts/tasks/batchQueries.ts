import { getBatch, listBatches, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/**
 * How often a batch is fetched although the event stream reported nothing, in milliseconds: the stream may be disconnected without a sign. A page that shows
 * batches follows the topic `tasks`, which reports changes of the pool.
 */
const everyMs = 30_000

/** Query for the batches of the task pool, newest first, page by page. */
export const batchesQuery = (api: Transport, filter: { readonly submitter?: string } = {}) =>
  infiniteQueryOptions({
    queryKey: ['tasks', 'batches', filter],
    queryFn: ({ pageParam }) => listBatches(api, { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** Query for one batch with its first tasks. */
export const batchQuery = (api: Transport, batchId: string) =>
  queryOptions({ queryKey: ['tasks', 'batch', batchId], queryFn: () => getBatch(api, batchId), refetchInterval: everyMs })
