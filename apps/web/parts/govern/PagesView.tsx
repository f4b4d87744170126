import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'

/** The button that loads more rows; null if all rows are shown. */
export type More = { readonly label: string; readonly isBusy: boolean; readonly onMore: () => void } | null

type Page = { readonly items: readonly unknown[] }

type PagesViewProps<One extends Page> = {
  readonly list: UseInfiniteQueryResult<InfiniteData<One>>
  readonly failed: string
  /** The label of the button that loads more rows. */
  readonly more: string
  readonly children: (shown: { readonly first: One; readonly items: readonly One['items'][number][]; readonly more: More }) => ReactNode
}

/**
 * Shows the loading and error states of a governance list that is read in pages. Once the first page has loaded, it passes that page, all loaded items and the
 * button for more to `children`.
 */
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
