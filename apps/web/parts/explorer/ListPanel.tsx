'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { type Column, TableHead } from '#web/components/ui/TableHead.tsx'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { pageItems, type Pages } from '#web/parts/explorer/explorerQueries.ts'

export type ListPanelProps<Item> = {
  readonly title: string
  readonly note?: ReactNode
  readonly end?: ReactNode
  readonly query: Pages<Item>
  /** The number of rows to show without a "more" button. Used where a short list is part of another page. */
  readonly most?: number
  /** The interval between two fetches of the first page, in milliseconds. */
  readonly everyMs?: number
  readonly empty: string
  readonly columns: readonly Column[]
  readonly children: (item: Item) => ReactNode
}

/** Shows a list of the explorer that has several pages. It shows one of four states: loading, failed, empty or filled. */
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
      expected={most ?? pageItems}
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

type RowsPanelProps<Item> = {
  readonly title: string
  readonly note?: ReactNode
  readonly end?: ReactNode
  /** The rows; undefined while they load. */
  readonly items: readonly Item[] | undefined
  /** The number of placeholder rows while the rows load. */
  readonly expected: number
  readonly empty: { readonly title: string; readonly text: string }
  readonly columns: readonly Column[]
  readonly foot?: ReactNode
  readonly children: (item: Item) => ReactNode
}

/** Shows rows of the explorer as a table in a panel. Also shows that the rows are loading or that there are none. */
export function RowsPanel<Item>({ title, note, end, items, expected, empty, columns, foot, children }: RowsPanelProps<Item>) {
  return (
    <Panel title={title} note={note} end={end}>
      {items?.length === 0 ? (
        <StateBox kind="empty" icon={Inbox} title={empty.title}>
          {empty.text}
        </StateBox>
      ) : (
        <section className="scroll" aria-label={title} aria-busy={items === undefined}>
          <table className="table tight">
            <TableHead columns={columns} />
            <tbody>{items === undefined ? <SkeletonRows columns={columns} rows={expected} /> : items.map(children)}</tbody>
          </table>
        </section>
      )}
      {foot}
    </Panel>
  )
}

function SkeletonRows({ columns, rows }: { readonly columns: readonly Column[]; readonly rows: number }) {
  return Array.from({ length: rows }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have nothing but their place.
    <tr key={row}>
      {columns.map(({ name, className }) => (
        <td key={name} className={className}>
          <Skeleton width="70%" height={14} />
        </td>
      ))}
    </tr>
  ))
}

/** The way to show a list. With `most`, only its first `most` rows are shown. With `everyMs`, these are fetched again every `everyMs` milliseconds. */
export type ListLook = { readonly most?: number; readonly everyMs?: number }

/** Links from the first rows of a list to the whole list. */
export function AllLink({ href }: { readonly href: string }) {
  const t = useTranslations('explorer.list')
  return (
    <Link className="link t13" href={href}>
      {t('all')}
    </Link>
  )
}
