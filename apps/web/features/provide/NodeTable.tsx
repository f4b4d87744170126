'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { FleetActions, type FleetAct } from '#web/features/provide/FleetActions.tsx'
import { FleetFilters } from '#web/features/provide/FleetFilters.tsx'
import { FleetGrid } from '#web/features/provide/FleetGrid.tsx'
import { anyNode, type FleetOrder, fleetRows } from '#web/features/provide/fleetRows.ts'
import { type FleetStep, nothingChosen, stepSelection } from '#web/features/provide/fleetSelection.ts'
import type { NodeAct } from '#web/features/provide/NodeRow.tsx'
import type { ProviderNode } from '#web/parts/provider/providerNode.ts'

const PriceDialog = dynamic(() => import('#web/features/asks/PriceDialog.tsx').then((module) => module.PriceDialog), { ssr: false })
const BulkPriceDialog = dynamic(() => import('#web/features/asks/BulkPriceDialog.tsx').then((module) => module.BulkPriceDialog), { ssr: false })
const BulkListDialog = dynamic(() => import('#web/features/asks/BulkListDialog.tsx').then((module) => module.BulkListDialog), { ssr: false })
const PauseDialog = dynamic(() => import('#web/features/asks/PauseDialog.tsx').then((module) => module.PauseDialog), { ssr: false })

/** So few nodes need no filters. */
const fewNodes = 6

type NodeTableProps = { readonly nodes: readonly ProviderNode[]; readonly nextAskNonce: string; readonly onWhy: (node: string) => void }

/** The provider's nodes, one to thousands: ordered, filtered and chosen by mouse or keyboard, and what can be done to one or many. */
export function NodeTable({ nodes, nextAskNonce, onWhy }: NodeTableProps) {
  const t = useTranslations('provide')
  const [change, setChange] = useState<{ readonly node: ProviderNode; readonly what: 'price' | 'pause' } | null>(null)
  const [bulk, setBulk] = useState<FleetAct | null>(null)
  const [filter, setFilter] = useState(anyNode)
  const [order, setOrder] = useState<FleetOrder>({ key: 'state', isDown: false })
  const [selection, setSelection] = useState(nothingChosen)
  // The list follows what is typed; the field never waits for it.
  const shown = useDeferredValue(filter)
  const rows = useMemo(() => fleetRows(nodes, { filter: shown, order }), [nodes, shown, order])
  const onStep = useCallback(
    (step: FleetStep) =>
      setSelection((known) =>
        stepSelection(
          known,
          step,
          rows.map(({ node }) => node),
        ),
      ),
    [rows],
  )
  const onAct = useCallback((node: ProviderNode, act: NodeAct) => (act === 'why' ? onWhy(node.node) : setChange({ node, what: act })), [onWhy])
  const chosen = nodes.filter(({ node }) => selection.chosen.has(node))
  return (
    <Panel className="mt-5" title={t('nodes')} note={t('nodesNote')} end={<FleetActions nodes={nodes} chosen={chosen} onAct={setBulk} />}>
      {nodes.length > fewNodes && <FleetFilters nodes={nodes} filter={filter} onFilter={setFilter} />}
      <p className="sr" role="status">
        {chosen.length === 0 ? '' : t('fleet.chosen', { count: chosen.length, total: nodes.length })}
      </p>
      <FleetGrid rows={rows} order={order} onOrder={setOrder} selection={selection} onStep={onStep} onAct={onAct} />
      {change?.what === 'price' && <PriceDialog node={change.node} nextAskNonce={nextAskNonce} onClose={() => setChange(null)} />}
      {change?.what === 'pause' && <PauseDialog node={change.node} onClose={() => setChange(null)} />}
      {bulk === 'price' && <BulkPriceDialog nodes={chosen.length === 0 ? rows : chosen} onClose={() => setBulk(null)} />}
      {(bulk === 'pause' || bulk === 'resume') && <BulkListDialog act={bulk} nodes={chosen} onClose={() => setBulk(null)} />}
    </Panel>
  )
}
