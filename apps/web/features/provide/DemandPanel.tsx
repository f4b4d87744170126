'use client'
import type { AskDemandWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { aboveBps } from '#web/features/provide/demandSteps.ts'
import { DemandSteps } from '#web/features/provide/DemandSteps.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { demandRows } from '#web/parts/demand/demandRows.ts'
import { ReasonBars } from '#web/parts/demand/ReasonBars.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'
import { demandQuery } from '#web/parts/provider/demandQuery.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const spans = [
  { value: '1', days: 1 },
  { value: '7', days: 7 },
] as const

type DemandPanelProps = {
  readonly nodes: readonly ProviderNode[]
  /** The node id of the selected machine; null selects the first machine with free GPUs. */
  readonly chosen: string | null
  readonly onChoose: (node: string) => void
}

/** Explains why bids did not rent a listed machine: how many bids for its class failed for which reason, and what lower prices would change. */
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
      {({ demand }) => (demand === null ? <NoneListed /> : <DemandOfAsk demand={demand} className={node.className} />)}
    </QueryView>
  )
}

function NoneListed() {
  const t = useTranslations('provide.demand')
  return <p className="panel-body t13 dim">{t('noneListed')}</p>
}

function DemandOfAsk({ demand, className }: { readonly demand: AskDemandWire; readonly className: string }) {
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

/** Shows a bar for each reason why bids did not rent from an ask, and the prices paid by bids that rented elsewhere. */
function DemandBars({ demand }: { readonly demand: AskDemandWire }) {
  const t = useTranslations('provide.demand')
  return (
    <section className="panel-body" aria-label={t('keptAway')}>
      <h3 className="t13 dim">{t('keptAway')}</h3>
      <ReasonBars rows={demandRows(demand)} isMarked />
      {demand.paidElsewhere !== null && <Paid paid={demand.paidElsewhere} own={demand.pricePerGpuSecond} />}
    </section>
  )
}

function Paid({ paid, own }: { readonly paid: NonNullable<AskDemandWire['paidElsewhere']>; readonly own: string }) {
  const t = useTranslations('provide.demand.paid')
  const above = aboveBps(BigInt(own), BigInt(paid.median))
  const prices = { bids: paid.bids, low: hourPriceText(paid.lowest), middle: hourPriceText(paid.median), high: hourPriceText(paid.highest) }
  return (
    <p className="t13 mt-3">
      {paid.lowest === paid.highest ? t('one', prices) : t('range', prices)}{' '}
      {above === 0
        ? t('same', { own: hourPriceText(own) })
        : t(above > 0 ? 'above' : 'below', { own: hourPriceText(own), percent: percentText(Math.abs(above)) })}
    </p>
  )
}
