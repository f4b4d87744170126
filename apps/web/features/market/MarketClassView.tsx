'use client'
import type { MarketDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { BookPanel } from '#web/features/market/BookPanel.tsx'
import { ClassFigures } from '#web/features/market/ClassFigures.tsx'
import { ClassList } from '#web/features/market/ClassList.tsx'
import { ClassOrders } from '#web/features/market/ClassOrders.tsx'
import { MarketSkeleton } from '#web/features/market/MarketSkeleton.tsx'
import { firstChoice, type MarketChoice, marketClassQuery } from '#web/parts/market/marketQuery.ts'
import { PricePanel } from '#web/features/market/PricePanel.tsx'
import { RegionSelect } from '#web/features/market/RegionSelect.tsx'
import { StartPanel } from '#web/features/market/StartPanel.tsx'
import { TicketPanel, type TicketSide } from '#web/features/market/TicketPanel.tsx'
import { TradesPanel } from '#web/features/market/TradesPanel.tsx'
import { cellDraft, type DepthCell } from '#web/features/order-ticket/cellDraft.ts'
import { draftOfAddress } from '#web/features/order-ticket/draftOfAddress.ts'
import { priceFieldText } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { useTicketDraft } from '#web/features/order-ticket/useTicketDraft.ts'
import { EditOrderAside } from '#web/features/orders/EditOrderAside.tsx'
import { useOpenBids } from '#web/parts/order/useOpenBids.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'
import { listText } from '#web/parts/format/listText.ts'

/** The market of one class: prices over time, free GPUs by price and start, trades, one's own orders, the ticket and the order book. */
export function MarketClassView({ classId }: { readonly classId: number }) {
  const t = useTranslations('market')
  const [choice, setChoice] = useState<MarketChoice>(firstChoice)
  const detail = useQuery(marketClassQuery(browserApi, classId, choice))
  useLiveTopic(`market:${classId}`)
  return (
    <main className="p-market">
      <QueryView
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
  /** A choice leads to what it filled in, also where that is far down a phone. */
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
          <TradesPanel trades={detail.trades} now={Math.floor(detail.asOf.atMs / 1_000)} />
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
        <BookPanel depth={detail.depth} />
      </div>
    </div>
  )
}
