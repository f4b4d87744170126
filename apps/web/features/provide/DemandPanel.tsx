'use client'
import type { AskDemandWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { DemandBars } from '#web/features/provide/DemandBars.tsx'
import { DemandSteps } from '#web/features/provide/DemandSteps.tsx'
import { demandQuery } from '#web/features/provide/demandQuery.ts'
import type { ProviderNode } from '#web/parts/provider/providerNode.ts'

const spans = [
  { value: '1', days: 1 },
  { value: '7', days: 7 },
] as const

type DemandPanelProps = {
  readonly nodes: readonly ProviderNode[]
  /** The node that is looked at; null: the first that has GPUs free. */
  readonly chosen: string | null
  readonly onChoose: (node: string) => void
}

/** Why a listed node was not rented: which bids came for its class, what kept each away, and what lower prices would have brought. */
export function DemandPanel({ nodes, chosen, onChoose }: DemandPanelProps) {
  const t = useTranslations('provide.demand')
  const [span, setSpan] = useState<(typeof spans)[number]['value']>('7')
  const listed = nodes.filter(({ ask }) => ask !== null)
  const node = listed.find((one) => one.node === chosen) ?? listed.find(({ freeGpus }) => freeGpus > 0) ?? listed[0]
  if (node === undefined) {
    return (
      <Panel className="mt-5" title={t('title')}>
        <NoneListed />
      </Panel>
    )
  }
  const days = spans.find(({ value }) => value === span)?.days ?? 7
  return (
    <div id="demand" className="mt-5 demand">
      <Panel
        title={t('title')}
        note={t('note')}
        end={
          <span className="row wrap g2">
            <SelectInput aria-label={t('node')} value={node.node} onChange={(event) => onChoose(event.target.value)}>
              {listed.map(({ node: id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectInput>
            <Segmented label={t('span')} value={span} options={spans.map(({ value }) => ({ value, label: t(`days.${value}`) }))} onChange={setSpan} />
          </span>
        }
      >
        <Demand key={`${node.node} ${days}`} node={node} days={days} />
      </Panel>
    </div>
  )
}

function Demand({ node, days }: { readonly node: ProviderNode; readonly days: number }) {
  const t = useTranslations('provide.demand')
  const query = useQuery(demandQuery(browserApi, { node: node.node, days }))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<DemandSkeleton />}>
      {({ demand }) => (demand === null ? <NoneListed /> : <Told demand={demand} className={node.className} />)}
    </QueryView>
  )
}

function NoneListed() {
  const t = useTranslations('provide.demand')
  return <p className="panel-body t13 dim">{t('noneListed')}</p>
}

function Told({ demand, className }: { readonly demand: AskDemandWire; readonly className: string }) {
  const t = useTranslations('provide.demand')
  const since = dayMinuteText(demand.from)
  return (
    <>
      <p className="panel-body t13">
        {demand.bids === 0 ? t('noBids', { className, since }) : t('came', { bids: demand.bids, className, since, hired: demand.hired })}
        {demand.isCut && ` ${t('cut')}`}
      </p>
      {demand.bids > demand.hired && (
        <div className="rulegrid">
          <DemandBars demand={demand} />
          <DemandSteps demand={demand} />
        </div>
      )}
      <p className="panel-foot t13 dim">{t('how')}</p>
    </>
  )
}

function DemandSkeleton() {
  const t = useTranslations('provide.demand')
  return (
    <div className="panel-body skeltree stack g4">
      <p className="sr" role="status">
        {t('loading')}
      </p>
      {[1, 2, 3, 4, 5].map((key) => (
        <Skeleton key={key} width="100%" height={24} />
      ))}
    </div>
  )
}
