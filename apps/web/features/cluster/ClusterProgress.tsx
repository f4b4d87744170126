'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { CircleX } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { ClusterStarting } from '#web/features/cluster/ClusterStarting.tsx'
import { ClusterWaiting } from '#web/features/cluster/ClusterWaiting.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { isOverUnfilled, orderQuery } from '#web/parts/order/orderQuery.ts'

type ClusterProgressProps = {
  readonly orderHash: string
  /** Shows the form again. */
  readonly onChange: () => void
}

/** Shows a signed cluster order: it waits, its leases start, or it failed and the renter sees the next step. */
export function ClusterProgress({ orderHash, onChange }: ClusterProgressProps) {
  const t = useTranslations('book')
  const query = useQuery(orderQuery(browserApi, orderHash))
  useLiveTopic(`order:${orderHash}`)
  return (
    <QueryView query={query} failed={t('orderFailed')} skeleton={<Skeleton width="100%" height={320} className="mt-6" />}>
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
