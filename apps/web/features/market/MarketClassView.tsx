'use client'
import type { MarketDetailWire } from '@infinitio/domain/wire'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { type ReactNode, useRef, useState } from 'react'
import { BookPanel } from '#web/features/market/BookPanel.tsx'
import { ClassOrders } from '#web/features/market/ClassOrders.tsx'
import { MarketSkeleton } from '#web/features/market/MarketSkeleton.tsx'
import { PricePanel } from '#web/features/market/PricePanel.tsx'
import { RegionSelect } from '#web/features/market/RegionSelect.tsx'
import { StartPanel } from '#web/features/market/StartPanel.tsx'
import { TicketPanel, type TicketSide } from '#web/features/market/TicketPanel.tsx'
import { TradesPanel } from '#web/features/market/TradesPanel.tsx'
import { cellDraft, type DepthCell } from '#web/features/order-ticket/cellDraft.ts'
import { draftOfAddress } from '#web/features/order-ticket/draftOfAddress.ts'
import { priceFieldText } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { useTicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { EditOrderAside } from '#web/features/orders/EditOrderAside.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { listText } from '#web/parts/format/listText.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'
import { firstChoice, firstRange, type MarketChoice, marketClassQuery, marketQuery } from '#web/parts/market/marketQuery.ts'
import { changeText, gpuHoursText, hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'
import { SimulatedMarket } from '#web/parts/market/SimulatedMarket.tsx'
import { useOpenBids } from '#web/parts/order/useOpenBids.ts'

/** Shows the market of one class: price chart, free GPUs by price and start, trades, the account's orders, the order ticket and the order book. */
export function MarketClassView({ classId }: { readonly classId: number }) {
  const t = useTranslations('market')
  const queries = useQueryClient()
  const [choice, setChoice] = useState<MarketChoice>(() => ({
    ...firstChoice,
    range: firstRange(queries.getQueryData(marketClassQuery(browserApi, classId, firstChoice).queryKey)),
  }))
  const detail = useQuery(marketClassQuery(browserApi, classId, choice))
  useLiveTopic(`market:${classId}`)
  return (
    <main className="p-market">
      <QueryView
        isPage
        query={detail}
        failed={t('failed')}
        skeleton={
          <div className="page">
            <MarketSkeleton />
          </div>
        }
      >
        {(data) => <Panels key={data.classId} detail={data} choice={choice} onChoice={(change) => setChoice({ ...choice, ...change })} />}
      </QueryView>
    </main>
  )
}

type PanelsProps = {
  readonly detail: MarketDetailWire
  readonly choice: MarketChoice
  readonly onChoice: (change: Partial<MarketChoice>) => void
}

function Panels({ detail, choice, onChoice }: PanelsProps) {
  const t = useTranslations('market')
  const { classId, regionId, regions, name, figures } = detail
  const own = useOpenBids()
  const startPrice = figures.bestAsk ?? figures.last
  const addressed = draftOfAddress(new URLSearchParams(useSearchParams()))
  const known = useTicketDraft({ classId, priceText: startPrice === null ? '' : priceFieldText(BigInt(startPrice)), ...addressed })
  const writing = { ...known, draft: { ...known.draft, regionId } }
  const [edited, setEdited] = useState<string | null>(null)
  const [side, setSide] = useState<TicketSide>('rent')
  const heading = useRef<HTMLHeadingElement>(null)
  const place = listText([classTitle(name), regions.find((region) => region.regionId === regionId)?.name ?? t('anyRegion')])
  /** Fills the order form with the terms of a cell and focuses its heading, because on a phone the form may be outside the screen. */
  function fill(cell: DepthCell): void {
    setEdited(null)
    setSide('rent')
    writing.change(cellDraft(cell))
    heading.current?.focus()
  }
  return (
    <div className="mk">
      <div className="side">
        <div className="sec-h">
          <RegionSelect regions={regions} value={choice.regionId} onChange={(chosen) => onChoice({ regionId: chosen })} />
        </div>
        <ClassList classId={classId} regionId={choice.regionId} />
      </div>
      <div>
        <ClassFigures detail={detail} />
        <PricePanel detail={detail} range={choice.range} onRange={(range) => onChoice({ range })} />
        <div className="lower">
          <StartPanel detail={detail} draft={writing.draft} hours={choice.hours} onHours={(hours) => onChoice({ hours })} onCell={fill} />
          <TradesPanel trades={detail.trades} now={detail.asOf.at} />
        </div>
        <ClassOrders
          classId={classId}
          now={detail.asOf.now}
          orders={own.bids}
          places={own.places}
          editing={edited}
          onEdit={({ orderHash }) => setEdited(orderHash)}
        />
      </div>
      <div>
        {edited !== null && <EditOrderAside orderHash={edited} orders={own.bids.data ?? []} onClose={() => setEdited(null)} />}
        <TicketPanel
          writing={writing}
          side={side}
          onSide={setSide}
          place={place}
          offers={{ classId, regionId, className: name }}
          headingRef={heading}
        />
        <BookPanel depth={detail.depth} figures={detail.figures} />
      </div>
    </div>
  )
}

/** Links the other classes of the market. */
function ClassList({ classId, regionId }: { readonly classId: number; readonly regionId: number | null }) {
  const t = useTranslations('market')
  const market = useQuery(marketQuery(browserApi, regionId))
  const classes = (market.data?.classes ?? []).filter(({ classId: id, figures }) => id === classId || figures.gpus > 0 || figures.last !== null)
  return (
    <nav className="cls" aria-label={t('classes')}>
      {classes.map(({ classId: id, name, figures }) => (
        <Link key={id} href={`/market/${id}`} aria-current={id === classId ? 'page' : undefined}>
          <b title={name}>{classTitle(name)}</b>
          <span className="n">{hourPriceText(figures.last ?? figures.bestAsk)}</span>
          <span className="dim">{figures.freeGpus > 0 ? t('countFree', { count: figures.freeGpus }) : t('noneFree')}</span>
          <span className="n dim">{changeText(figures.changeBps)}</span>
        </Link>
      ))}
      <Link className="all" href="/market">
        {t('allClasses')}
      </Link>
    </nav>
  )
}

/** Shows the class name and its prices and volumes in one line. If they do not fit, the numbers are on the next line. */
function ClassFigures({ detail: { name, figures, regionId, regions } }: { readonly detail: MarketDetailWire }) {
  const t = useTranslations('market')
  const region = regions.find((one) => one.regionId === regionId)?.name ?? t('allRegions')
  return (
    <header className="tick">
      <div>
        <h1>{classTitle(name)}</h1>
        <p className="t12 dim">
          {t('perHour', { region })} {figures.simulated && <SimulatedMarket />}
        </p>
      </div>
      <div className="figs">
        <Figure name={t('column.last')}>{hourPriceText(figures.last)}</Figure>
        <Figure name={t('column.change')}>{changeText(figures.changeBps)}</Figure>
        <Figure name={t('index')}>{hourPriceText(figures.index?.pricePerGpuSecond ?? null)}</Figure>
        <Figure name={t('traded24')}>{t('gpuH', { hours: gpuHoursText(figures.gpuSeconds24h) })}</Figure>
        <Figure name={t('column.used')}>{percentText(figures.utilisationBps)}</Figure>
        <Figure name={t('freeNow')}>{t('gpus', { count: figures.freeGpus })}</Figure>
      </div>
    </header>
  )
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <p>
      <span className="k">{name}</span>
      <span className="v">{children}</span>
    </p>
  )
}
