'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Clock } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { orderFacts } from '#web/parts/order/orderFacts.ts'
import { orderQuery } from '#web/parts/order/orderQuery.ts'
import { queuePositionsQuery } from '#web/parts/order/ordersQuery.ts'
import { useOrderTitle } from '#web/parts/order/useOrderTitle.ts'

const CancelDialog = dynamic(() => import('#web/parts/order/CancelDialog.tsx').then((module) => module.CancelDialog), { ssr: false })

/** Shows a cluster order that rests in the order book: its terms, its expiry and the cancel button. */
export function ClusterWaiting({ order }: { readonly order: OrderWire }) {
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
