'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import type { Column } from '#web/components/ui/TableHead.tsx'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import type { Pages } from '#web/parts/explorer/explorerQueries.ts'
import { RowsPanel } from '#web/parts/explorer/RowsPanel.tsx'

export type ListPanelProps<Item> = {
  readonly title: string
  readonly note?: ReactNode
  readonly end?: ReactNode
  readonly query: Pages<Item>
  /** So many rows and no button for more: a look at the list from another page. */
  readonly most?: number
  /** How often the first page is asked for again, in milliseconds. */
  readonly everyMs?: number
  readonly empty: string
  readonly columns: readonly Column[]
  readonly children: (item: Item) => ReactNode
}

/** A list of the explorer in its four states, page by page. */
export function ListPanel<Item>({ title, note, end, query, most, everyMs, empty, columns, children }: ListPanelProps<Item>) {
  const t = useTranslations('explorer')
  const list = useInfiniteQuery({ ...query, ...(everyMs === undefined ? {} : { refetchInterval: everyMs }) })
  if (list.data === undefined && list.isError)
    return <ErrorState title={t('list.failed', { what: title })} error={list.error} onRetry={() => void list.refetch()} />
  const items = list.data?.pages.flatMap((page) => page.items)
  return (
    <RowsPanel
      title={title}
      note={note}
      end={end}
      items={items?.slice(0, most)}
      expected={most ?? 8}
      empty={{ title: empty, text: t('list.emptyText') }}
      columns={columns}
      foot={
        most === undefined &&
        list.hasNextPage && (
          <div className="panel-foot">
            <Button size="sm" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t(list.isFetchingNextPage ? 'list.loading' : 'list.more')}
            </Button>
          </div>
        )
      }
    >
      {children}
    </RowsPanel>
  )
}
