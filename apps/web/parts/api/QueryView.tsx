'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'

export type QueryViewProps<T> = {
  readonly query: UseQueryResult<T>
  /** What could not be shown, for the error's title: "The list of GPUs did not load." */
  readonly failed: string
  readonly skeleton: ReactNode
  readonly children: (data: T) => ReactNode
}

/** Three of the four states of a view; the fourth, empty, is the reader's own. Data once shown stays while a later fetch fails. */
export function QueryView<T>({ query, failed, skeleton, children }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <ErrorState title={failed} error={query.error} onRetry={() => void query.refetch()} />
  return skeleton
}
