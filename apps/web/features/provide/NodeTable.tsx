'use client'
import { providerNodeStates } from '@infinitio/domain'
import type { ProviderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useCallback, useDeferredValue, useId, useMemo, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { FleetGrid } from '#web/features/provide/FleetGrid.tsx'
import {
  anyNode,
  type FleetFilter,
  type FleetOrder,
  fleetRows,
  type FleetStep,
  nothingChosen,
  stepSelection,
} from '#web/features/provide/fleetRows.ts'
import { MachineLeases } from '#web/features/provide/MachineLeases.tsx'
import type { NodeAct } from '#web/features/provide/NodeRow.tsx'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

const PriceDialog = dynamic(() => import('#web/features/asks/PriceDialog.tsx').then((module) => module.PriceDialog), { ssr: false })
const BulkPriceDialog = dynamic(() => import('#web/features/asks/BulkPriceDialog.tsx').then((module) => module.BulkPriceDialog), { ssr: false })
const BulkListDialog = dynamic(() => import('#web/features/asks/BulkListDialog.tsx').then((module) => module.BulkListDialog), { ssr: false })
const PlanDialog = dynamic(() => import('#web/features/maintenance/PlanDialog.tsx').then((module) => module.PlanDialog), { ssr: false })
const PauseDialog = dynamic(() => import('#web/features/asks/PauseDialog.tsx').then((module) => module.PauseDialog), { ssr: false })

/** If the provider has at most this many machines, the table shows no filters. */
const fewNodes = 6

type NodeTableProps = {
  readonly nodes: readonly ProviderNode[]
  readonly leases: ProviderWire['leases']
  readonly nextAskNonce: string
  /** The provider's bond in PToken base units. */
  readonly bonded: bigint
  /** The present time by the chain's clock, in Unix seconds. */
  readonly now: number
  readonly onWhy: (node: string) => void
}

/** Shows the provider's machines, from one to thousands. The user can sort, filter and select them by mouse or keyboard, and change one or many of them. */
export function NodeTable({ nodes, leases, nextAskNonce, bonded, now, onWhy }: NodeTableProps) {
  const t = useTranslations('provide')
  const [change, setChange] = useState<{ readonly node: ProviderNode; readonly what: 'price' | 'pause' } | null>(null)
  const [bulk, setBulk] = useState<FleetAct | null>(null)
  const [filter, setFilter] = useState(anyNode)
  const [order, setOrder] = useState<FleetOrder>({ key: 'state', isDown: false })
  const [selection, setSelection] = useState(nothingChosen)
  // Filter the list with a delayed copy of the filter, so that the text field responds at once.
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
  const [opened, setOpened] = useState<string | null>(null)
  const onAct = useCallback(
    (node: ProviderNode, act: NodeAct) => {
      if (act === 'why') onWhy(node.node)
      else if (act === 'leases') setOpened((known) => (known === node.node ? null : node.node))
      else setChange({ node, what: act })
    },
    [onWhy],
  )
  const openedNode = nodes.find(({ node }) => node === opened)
  const chosen = nodes.filter(({ node }) => selection.chosen.has(node))
  return (
    <Panel className="mt-5" title={t('nodes')} note={t('nodesNote')} end={<FleetActions nodes={nodes} chosen={chosen} onAct={setBulk} />}>
      {nodes.length > fewNodes && <FleetFilters nodes={nodes} filter={filter} onFilter={setFilter} />}
      <p className="sr" role="status">
        {chosen.length === 0 ? '' : t('fleet.chosen', { count: chosen.length, total: nodes.length })}
      </p>
      <FleetGrid {...{ rows, leases, now, order, selection, onStep, opened, onAct }} onOrder={setOrder} />
      <div id="machine-leases" aria-live="polite">
        {openedNode !== undefined && <MachineLeases node={openedNode} leases={leases} now={now} bonded={bonded} onClose={() => setOpened(null)} />}
      </div>
      {change?.what === 'price' && <PriceDialog node={change.node} nextAskNonce={nextAskNonce} onClose={() => setChange(null)} />}
      {change?.what === 'pause' && <PauseDialog node={change.node} onClose={() => setChange(null)} />}
      {bulk === 'price' && <BulkPriceDialog nodes={chosen.length === 0 ? rows : chosen} onClose={() => setBulk(null)} />}
      {bulk === 'maintenance' && <PlanDialog nodes={chosen.filter(isOwned)} isChosen now={now} onClose={() => setBulk(null)} />}
      {(bulk === 'pause' || bulk === 'resume') && <BulkListDialog act={bulk} nodes={chosen} onClose={() => setBulk(null)} />}
    </Panel>
  )
}

/** An action on many machines at once. */
type FleetAct = 'price' | 'pause' | 'resume' | 'maintenance'

const isOwned = ({ state }: ProviderNode): boolean => state !== 'retired'

type FleetActionsProps = {
  readonly nodes: readonly ProviderNode[]
  readonly chosen: readonly ProviderNode[]
  readonly onAct: (act: FleetAct) => void
}

/**
 * Shows the actions on many machines. Prices can be changed for all or for the chosen machines; maintenance, pausing and listing again are for the chosen ones.
 */
function FleetActions({ nodes, chosen, onAct }: FleetActionsProps) {
  const t = useTranslations('provide')
  const listed = chosen.filter(({ ask }) => ask !== null).length
  const resumable = chosen.filter(({ ask, latestAsk, state }) => ask === null && latestAsk !== null && state !== 'retired').length
  const reasonId = useId()
  const reason = (chosen.length === 0 ? nodes : chosen).some(({ ask }) => ask !== null) ? null : t('noneListed')
  return (
    <span className="row wrap g2">
      {chosen.length > 0 && <span className="t13 dim">{t('fleet.chosen', { count: chosen.length, total: nodes.length })}</span>}
      {chosen.some(isOwned) && (
        <Button size="sm" tone="ghost" onClick={() => onAct('maintenance')}>
          {t('maintenance.planChosen', { count: chosen.filter(isOwned).length })}
        </Button>
      )}
      {listed > 0 && (
        <Button size="sm" tone="ghost" onClick={() => onAct('pause')}>
          {t('fleet.pause', { count: listed })}
        </Button>
      )}
      {resumable > 0 && (
        <Button size="sm" tone="ghost" onClick={() => onAct('resume')}>
          {t('fleet.resume', { count: resumable })}
        </Button>
      )}
      <Button size="sm" disabled={reason !== null} aria-describedby={reason === null ? undefined : reasonId} onClick={() => onAct('price')}>
        {t('changePrices')}
      </Button>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
    </span>
  )
}

type FleetFiltersProps = {
  readonly nodes: readonly ProviderNode[]
  readonly filter: FleetFilter
  readonly onFilter: (filter: FleetFilter) => void
}

/** The filters of a provider's list of machines: by name, by state (with the number of machines in each), and by class. */
function FleetFilters({ nodes, filter, onFilter }: FleetFiltersProps) {
  const t = useTranslations('provide')
  const counts = Map.groupBy(nodes, ({ state }) => state)
  const classes = new Map(nodes.map(({ classId, className }) => [classId, className]))
  return (
    <search className="fleetbar">
      <TextInput
        type="search"
        aria-label={t('fleet.find')}
        placeholder={t('fleet.find')}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.target.value })}
      />
      <SelectInput
        aria-label={t('column.state')}
        value={filter.state ?? ''}
        onChange={(event) => onFilter({ ...filter, state: providerNodeStates.find((state) => state === event.target.value) ?? null })}
      >
        <option value="">{t('fleet.anyState')}</option>
        {providerNodeStates
          .filter((state) => counts.has(state))
          .map((state) => (
            <option key={state} value={state}>
              {t(`state.${state}`)} ({counts.get(state)?.length})
            </option>
          ))}
      </SelectInput>
      {classes.size > 1 && (
        <SelectInput
          aria-label={t('fleet.class')}
          value={filter.classId ?? ''}
          onChange={(event) => onFilter({ ...filter, classId: event.target.value === '' ? null : Number(event.target.value) })}
        >
          <option value="">{t('fleet.anyClass')}</option>
          {[...classes].map(([id, name]) => (
            <option key={id} value={id}>
              {givenName(name)}
            </option>
          ))}
        </SelectInput>
      )}
    </search>
  )
}
