import { dehydrate, HydrationBoundary, type QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { newQueryClient } from '#web/parts/api/newQueryClient.ts'

export type PrefetchedProps = {
  /** Starts every fetch with `queryClient.prefetchQuery(…)`; they run side by side. */
  readonly fetch: (queryClient: QueryClient) => readonly Promise<void>[]
  readonly children: ReactNode
}

/** Fetches what a page shows before it is sent. What fails is left to the browser, which shows the error or tries again. */
export async function Prefetched({ fetch, children }: PrefetchedProps) {
  const queryClient = newQueryClient()
  await Promise.all(fetch(queryClient))
  return <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>
}
