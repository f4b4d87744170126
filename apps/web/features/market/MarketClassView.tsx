'use client'
import type { MarketDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { QueryView } from '#web/features/api/QueryView.tsx'
import { useLiveTopic } from '#web/features/live/useLiveTopic.ts'
import { BookPanel } from '#web/features/market/BookPanel.tsx'
import { ClassFigures } from '#web/features/market/ClassFigures.tsx'
import { ClassList } from '#web/features/market/ClassList.tsx'
import { MarketSkeleton } from '#web/features/market/MarketSkeleton.tsx'
import { firstChoice, type MarketChoice, marketClassQuery } from '#web/features/market/marketQuery.ts'
import { newOrderHref } from '#web/features/order-ticket/newOrderHref.ts'
import { PricePanel } from '#web/features/market/PricePanel.tsx'
import { RegionSelect } from '#web/features/market/RegionSelect.tsx'
import { StartPanel } from '#web/features/market/StartPanel.tsx'
import { TradesPanel } from '#web/features/market/TradesPanel.tsx'

/** The market of one class: prices over time, free GPUs by price and start, trades and the order book. */
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
        {(data) => <Panels detail={data} choice={choice} onChoice={(change) => setChoice({ ...choice, ...change })} />}
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
  return (
    <div className="mk">
      <div className="side">
        <div className="sec-h">
          <RegionSelect regions={detail.regions} value={choice.regionId} onChange={(regionId) => onChoice({ regionId })} />
        </div>
        <ClassList classId={detail.classId} regionId={choice.regionId} />
      </div>
      <div>
        <ClassFigures detail={detail} />
        <PricePanel detail={detail} range={choice.range} onRange={(range) => onChoice({ range })} />
        <div className="lower">
          <StartPanel detail={detail} hours={choice.hours} onHours={(hours) => onChoice({ hours })} />
          <TradesPanel trades={detail.trades} now={Math.floor(detail.asOf.atMs / 1_000)} />
        </div>
      </div>
      <div>
        <div className="ways">
          <Button asChild tone="primary" full>
            <Link href={newOrderHref({ class: detail.classId, region: detail.regionId, price: detail.figures.bestAsk })}>{t('newOrder')}</Link>
          </Button>
          <Button asChild full>
            <Link href={`/gpus?class=${detail.classId}`}>{t('find', { name: detail.name })}</Link>
          </Button>
          <Button asChild tone="ghost" full>
            <Link href="/orders">{t('yourOrders')}</Link>
          </Button>
        </div>
        <BookPanel depth={detail.depth} />
      </div>
    </div>
  )
}
