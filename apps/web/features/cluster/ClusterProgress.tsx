'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { CircleX, Clock } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { ClusterStarting } from '#web/features/cluster/ClusterStarting.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { orderFacts } from '#web/parts/order/orderFacts.ts'
import { isOverUnfilled, orderQuery, queuePositionsQuery } from '#web/parts/order/ordersQuery.ts'
import { useOrderTitle } from '#web/parts/order/useOrderTitle.ts'

type ClusterProgressProps = {
  readonly orderHash: string
  /** Shows the form again. */
  readonly onChange: () => void
}

/** Shows the progress of a signed cluster order: it waits, its leases start, or it failed; then the renter sees the next step. */
export function ClusterProgress({ orderHash, onChange }: ClusterProgressProps) {
  const t = useTranslations('book')
  const query = useQuery(orderQuery(browserApi, orderHash))
  useLiveTopic(`order:${orderHash}`)
  return (
    <QueryView isPage query={query} failed={t('orderFailed')} skeleton={<Skeleton width="100%" height={320} className="mt-6" />}>
      {(order) => {
        if (isOverUnfilled(order)) return <NotRented order={order} onChange={onChange} />
        return order.state === 'open' ? <ClusterWaiting order={order} /> : <ClusterStarting order={order} />
      }}
    </QueryView>
  )
}

function NotRented({ order, onChange }: { readonly order: OrderWire; readonly onChange: () => void }) {
  const t = useTranslations('cluster.refused')
  const text =
    order.state === 'cancelled'
      ? t('cancelled', { reason: order.leftReason ?? 'other' })
      : order.code === null
        ? t('expired')
        : sentenceOf(order.code)
  return (
    <div className="panel mt-6">
      <StateBox
        isPage
        kind={order.state === 'cancelled' ? 'empty' : 'error'}
        icon={CircleX}
        title={t('title')}
        {...(order.code === null ? {} : { code: order.code })}
        actions={
          <>
            <Button tone="primary" onClick={onChange}>
              {t('again')}
            </Button>
            <Button asChild>
              <Link href="/gpus">{t('others')}</Link>
            </Button>
          </>
        }
      >
        {text}
      </StateBox>
    </div>
  )
}

const CancelDialog = dynamic(() => import('#web/parts/order/CancelDialog.tsx').then((module) => module.CancelDialog), { ssr: false })

/** Shows a cluster order that rests in the order book: its terms, its expiry and the cancel button. */
function ClusterWaiting({ order }: { readonly order: OrderWire }) {
  const t = useTranslations('cluster.waiting')
  const title = useOrderTitle()(order)
  const [isCancelling, setIsCancelling] = useState(false)
  const { refetch } = useQuery(orderQuery(browserApi, order.orderHash))
  const { data: places } = useQuery(queuePositionsQuery(browserApi))
  const { gpus, pricePerGpuSecond, keepUntil } = orderFacts(order)
  return (
    <section className="panel mt-6" aria-label={t('title')}>
      <header className="panel-head">
        <h1 className="!text-[14px] !leading-5">{t('title')}</h1>
        <Badge tone="plain" icon={<Clock className="i" aria-hidden />}>
          {title}
        </Badge>
      </header>
      <div className="panel-body stack g4">
        <p role="status">{t('text', { gpus, price: hourPriceText(pricePerGpuSecond.toString()), moment: momentText(keepUntil) })}</p>
        {places?.get(order.orderHash)?.fundedGpus === 0 && (
          <p className="warn" role="alert">
            {t('skipped')}
          </p>
        )}
        <div className="row wrap">
          <Button asChild tone="primary">
            <Link href="/orders">{t('orders')}</Link>
          </Button>
          <Button onClick={() => setIsCancelling(true)}>{t('cancel')}</Button>
        </div>
      </div>
      <p className="panel-foot">{t('leave')}</p>
      {isCancelling && (
        <CancelDialog order={order} title={title} way="matcher" onClose={() => setIsCancelling(false)} onCancelled={() => void refetch()} />
      )}
    </section>
  )
}
