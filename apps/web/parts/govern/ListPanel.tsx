import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import type { More } from '#web/parts/govern/PagesView.tsx'

type ListPanelProps = {
  readonly title: string
  readonly note?: string | undefined
  readonly end?: ReactNode
  readonly columns: ComponentProps<typeof TableHead>['columns']
  readonly rows: readonly ReactNode[]
  /** The content of the list while it has no rows. */
  readonly empty: { readonly icon: LucideIcon; readonly title: string; readonly text: string }
  readonly more: More
  readonly foot?: string
}

/** Shows a list on a governance page: a table in a panel, with a text if the list is empty and a button that loads more rows. */
export function ListPanel({ title, note, end, columns, rows, empty, more, foot }: ListPanelProps) {
  return (
    <Panel title={title} note={note} end={end}>
      {rows.length === 0 ? (
        <StateBox kind="empty" icon={empty.icon} title={empty.title}>
          {empty.text}
        </StateBox>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and rows without a button give a keyboard nothing else to reach.
        <section className="scroll" aria-label={title} tabIndex={0}>
          <table className="table">
            <TableHead columns={columns} />
            <tbody>{rows}</tbody>
          </table>
        </section>
      )}
      {more !== null && (
        <div className="panel-foot">
          <Button size="sm" disabled={more.isBusy} onClick={more.onMore}>
            {more.label}
          </Button>
        </div>
      )}
      {foot !== undefined && rows.length > 0 && <p className="panel-foot">{foot}</p>}
    </Panel>
  )
}
