'use client'
import type { ProviderWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { type FleetKey, type FleetOrder, type FleetSelection, type FleetStep, fleetTotals } from '#web/features/provide/fleetRows.ts'
import { type NodeAct, NodeRow } from '#web/features/provide/NodeRow.tsx'
import { weekUseOf } from '#web/features/provide/WeekUse.tsx'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { useRowWindow } from '#web/features/provide/useRowWindow.ts'

/** The use of machines is calculated at each full hour, so that the rows are not drawn again every second. */
const hourSeconds = 3_600

type FleetGridProps = {
  readonly rows: readonly ProviderNode[]
  /** The leases on these machines. */
  readonly leases: ProviderWire['leases']
  /** The present time by the chain's clock, in Unix seconds. */
  readonly now: number
  readonly order: FleetOrder
  readonly onOrder: (order: FleetOrder) => void
  readonly selection: FleetSelection
  readonly onStep: (step: FleetStep) => void
  /** The machine whose leases are shown below the table, or null. */
  readonly opened: string | null
  readonly onAct: (node: ProviderNode, act: NodeAct) => void
}

/**
 * Shows the rows of a provider's machines in a box that scrolls; the header and the row of sums stay visible. The arrow keys move, Space chooses, Shift extends
 * a range, Ctrl+A chooses all, and Escape chooses none.
 */
export function FleetGrid({ rows, leases, now, order, onOrder, selection, onStep, opened, onAct }: FleetGridProps) {
  const t = useTranslations('provide')
  const box = useRef<HTMLDivElement>(null)
  const { from, to, before, after, rowHeight } = useRowWindow(box, rows.length)
  const { chosen, active } = selection
  const isAll = rows.length > 0 && rows.every(({ node }) => chosen.has(node))
  const onChoose = useCallback((id: string, isRange: boolean) => onStep({ kind: isRange ? 'range' : 'toggle', id }), [onStep])
  const activePlace = active === null ? -1 : rows.findIndex(({ node }) => node === active)
  useEffect(() => {
    if (box.current !== null && activePlace >= 0) keepInView(box.current, { top: activePlace * rowHeight, height: rowHeight })
  }, [activePlace, rowHeight])
  return (
    <div ref={box} className="fleet">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the user moves through the rows and selects them by keyboard, as in a grid.
        role="grid"
        aria-label={t('nodes')}
        aria-multiselectable
        aria-rowcount={rows.length + 1}
        aria-activedescendant={active === null || activePlace < from || activePlace >= to ? undefined : `node-${active}`}
        tabIndex={0}
        className="table nt"
        onKeyDown={(event) => onKey(event, { active, onStep })}
      >
        <FleetHead order={order} onOrder={onOrder} isAll={isAll} onAll={() => onStep({ kind: isAll ? 'clear' : 'all' })} />
        <tbody>
          {before > 0 && <Gap height={before} />}
          {rows.slice(from, to).map((node, at) => (
            <NodeRow
              key={node.node}
              {...{ node, onChoose, onAct }}
              place={from + at + 1}
              chosen={chosen.has(node.node)}
              active={active === node.node}
              isOpen={opened === node.node}
              use={weekUseOf({ leases, node, now: now - (now % hourSeconds) })}
              maintenanceUntil={node.maintenance.find(({ from, until }) => from <= now && now < until)?.until ?? null}
            />
          ))}
          {after > 0 && <Gap height={after} />}
        </tbody>
        <FleetFoot rows={rows} />
      </table>
      {rows.length === 0 && <p className="panel-body t13 dim">{t('fleet.noneFound')}</p>}
    </div>
  )
}

/** An empty row that takes the space of the rows above or below the visible ones, which are not rendered. */
function Gap({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden className="gap">
      <td colSpan={10} style={{ height }} />
    </tr>
  )
}

const columns = [
  { key: 'name', text: 'node', className: '' },
  { key: 'state', text: 'state', className: '' },
  { key: 'hardware', text: 'hardware', className: 'hide-s' },
  { key: 'rented', text: 'rented', className: 'hide-s' },
  { key: 'price', text: 'price', className: 'n' },
  { key: 'market', text: 'market', className: 'hide-s' },
  { key: 'power', text: 'power', className: 'n hide-s' },
  { key: 'earned', text: 'earned', className: 'n hide-s' },
] as const satisfies readonly { key: FleetKey; text: string; className: string }[]

type FleetHeadProps = Pick<FleetGridProps, 'order' | 'onOrder'> & { readonly isAll: boolean; readonly onAll: () => void }

function FleetHead({ order, onOrder, isAll, onAll }: FleetHeadProps) {
  const t = useTranslations('provide')
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="pick">
          <input type="checkbox" className="box" aria-label={t('fleet.chooseAll')} checked={isAll} onChange={onAll} />
        </th>
        {columns.map(({ key, text, className }) => {
          const isBy = order.key === key
          const Arrow = order.isDown ? ArrowDown : ArrowUp
          return (
            <th key={key} scope="col" className={className} aria-sort={isBy ? (order.isDown ? 'descending' : 'ascending') : undefined}>
              <button type="button" className={clsx('sort', isBy && 'by')} onClick={() => onOrder({ key, isDown: isBy ? !order.isDown : false })}>
                {t(`column.${text}`)}
                {isBy && <Arrow className="i s" aria-hidden />}
              </button>
            </th>
          )
        })}
        <th scope="col" className="n">
          <span className="sr">{t('column.actions')}</span>
        </th>
      </tr>
    </thead>
  )
}

function FleetFoot({ rows }: { readonly rows: readonly ProviderNode[] }) {
  const t = useTranslations('provide')
  const { gpus, rented, earned } = useMemo(() => fleetTotals(rows), [rows])
  return (
    <tfoot>
      <tr>
        <td className="pick" />
        <td colSpan={2}>
          <b>{t('fleet.total', { count: rows.length })}</b>
        </td>
        <td className="hide-s" />
        <td className="hide-s">{t('rentedOf', { rented, gpus })}</td>
        <td colSpan={3} className="hide-s" />
        <td className="n">
          <b>{amountText(earned)}</b>
          <About units={earned} />
        </td>
        <td className="hide-s" />
      </tr>
    </tfoot>
  )
}

function onKey(event: KeyboardEvent<HTMLElement>, { active, onStep }: { active: string | null; onStep: (step: FleetStep) => void }): void {
  // If a control inside the table has the focus, its keys work as usual.
  if (event.target !== event.currentTarget) return
  const step = stepOf(event, active)
  if (step === null) return
  event.preventDefault()
  onStep(step)
}

const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  End: Number.MAX_SAFE_INTEGER,
  Home: Number.MIN_SAFE_INTEGER,
}

function stepOf({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent, active: string | null): FleetStep | null {
  const by = moves[key]
  if (by !== undefined) return { kind: 'move', by, extends: shiftKey }
  if (key === ' ' && active !== null) return { kind: shiftKey ? 'range' : 'toggle', id: active }
  if (key === 'a' && (ctrlKey || metaKey)) return { kind: 'all' }
  return key === 'Escape' ? { kind: 'clear' } : null
}

/** Scrolls a box so that a row is visible between the table's header and its footer, which stay in place. */
function keepInView(box: HTMLElement, { top, height }: { top: number; height: number }): void {
  const head = box.querySelector('thead')?.getBoundingClientRect().height ?? 0
  const foot = box.querySelector('tfoot')?.getBoundingClientRect().height ?? 0
  const room = box.clientHeight - head - foot
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + height > box.scrollTop + room) box.scrollTop = top + height - room
}
