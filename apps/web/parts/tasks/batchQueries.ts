import { getBatch, listBatches, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** The intervals between two fetches of the list and of one batch, in milliseconds. The development chain has a block a second while a task is open. */
const everyMs = { list: 3_000, one: 1_500 } as const

/** Query for the batches of the task pool, newest first, page by page. */
export const batchesQuery = (api: Transport, filter: { readonly submitter?: string } = {}) =>
  infiniteQueryOptions({
    queryKey: ['tasks', 'batches', filter],
    queryFn: ({ pageParam }) => listBatches(api, { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs.list,
  })

/** Query for one batch with its first tasks. */
export const batchQuery = (api: Transport, batchId: string) =>
  queryOptions({ queryKey: ['tasks', 'batch', batchId], queryFn: () => getBatch(api, batchId), refetchInterval: everyMs.one })
