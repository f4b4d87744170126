'use client'
import { Inbox } from 'lucide-react'
import type { ReactNode } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { type Column, TableHead } from '#web/components/ui/TableHead.tsx'

export type RowsPanelProps<Item> = {
  readonly title: string
  readonly note?: ReactNode
  readonly end?: ReactNode
  /** Undefined while they load. */
  readonly items: readonly Item[] | undefined
  /** Rows drawn while they load. */
  readonly expected: number
  readonly empty: { readonly title: string; readonly text: string }
  readonly columns: readonly Column[]
  readonly foot?: ReactNode
  readonly children: (item: Item) => ReactNode
}

/** Shows rows of the explorer as a table in a panel, with its loading and empty states. */
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
