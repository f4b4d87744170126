import { dehydrate, HydrationBoundary, type QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { newQueryClient } from '#web/parts/api/newQueryClient.ts'

export type PrefetchedProps = {
  /** Starts all requests for the page's data, each with `queryClient.prefetchQuery(…)`. They run at the same time. */
  readonly fetch: (queryClient: QueryClient) => readonly Promise<void>[]
  readonly children: ReactNode
}

/** Fetches the data of a page on the server before the page is sent. If a fetch fails, the browser shows the error or tries again. */
export async function Prefetched({ fetch, children }: PrefetchedProps) {
  const queryClient = newQueryClient()
  await Promise.all(fetch(queryClient))
  return <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>
}
