import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'

/** The way to more rows; null when all are shown. */
export type More = { readonly label: string; readonly isBusy: boolean; readonly onMore: () => void } | null

type Page = { readonly items: readonly unknown[] }

type PagesViewProps<One extends Page> = {
  readonly list: UseInfiniteQueryResult<InfiniteData<One>>
  readonly failed: string
  /** What the way to more is called. */
  readonly more: string
  readonly children: (shown: { readonly first: One; readonly items: readonly One['items'][number][]; readonly more: More }) => ReactNode
}

/** A list of governing that is asked for page by page, before it is there and where it fails; then what its first page says, all items so far, and the way to more. */
export function PagesView<One extends Page>({ list, failed, more, children }: PagesViewProps<One>) {
  const [first] = list.data?.pages ?? []
  if (list.data === undefined || first === undefined)
    return list.isError ? <ErrorState title={failed} error={list.error} onRetry={() => void list.refetch()} /> : <GovernSkeleton />
  return children({
    first,
    items: list.data.pages.flatMap((page) => page.items),
    more: list.hasNextPage ? { label: more, isBusy: list.isFetchingNextPage, onMore: () => void list.fetchNextPage() } : null,
  })
}
