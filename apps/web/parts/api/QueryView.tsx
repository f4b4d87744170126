'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'

export type QueryViewProps<T> = {
  readonly query: UseQueryResult<T>
  /** The title of the error: a sentence that names the part that did not load, such as "The list of GPUs did not load." */
  readonly failed: string
  readonly skeleton: ReactNode
  /** True if the view is the only content of its page. */
  readonly isPage?: boolean
  readonly children: (data: T) => ReactNode
}

/**
 * Shows three of the four states of a view: loading, error and data. `children` shows the fourth state, empty. Loaded data stays on screen if a later
 * fetch fails.
 */
export function QueryView<T>({ query, failed, skeleton, isPage = false, children }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <ErrorState title={failed} error={query.error} isPage={isPage} onRetry={() => void query.refetch()} />
  return skeleton
}
