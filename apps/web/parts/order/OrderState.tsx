import type { OrderPlaceWire, OrderWire } from '@infinitio/domain/wire'
import { Ban, Clock, X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { orderFacts } from '#web/parts/order/orderFacts.ts'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

type OrderStateProps = {
  readonly order: OrderWire
  /** The queue position of a bid; undefined if it is unknown. */
  readonly place?: OrderPlaceWire | undefined
}

/** Shows the state of an order in a badge and, after its end, the reason. */
export function OrderState({ order, place }: OrderStateProps) {
  const t = useTranslations('orders')
  const word = order.kind === 'ask' && order.state === 'open' ? t('askOpen') : t(`state.${wordOf(order)}`)
  const reason = order.leftReason !== null && <span className="t12 dim">{t(`left.${order.leftReason}`)}</span>
  switch (order.state) {
    case 'accepted':
      return <Badge tone="pending">{word}</Badge>
    case 'matched':
      return (
        <>
          <Badge tone="pending">{word}</Badge>
          <SettleTx order={order} />
        </>
      )
    case 'open':
      return place === undefined ? <WaitBadge>{word}</WaitBadge> : <QueueBadge order={order} place={place} />
    case 'partly_filled':
      return <Badge tone="final">{word}</Badge>
    case 'settled':
      return (
        <>
          <Badge tone="final">{word}</Badge> {reason && <span className="t12 dim">{t('restWent')} </span>}
          {reason}
        </>
      )
    case 'expired':
      return (
        <>
          <WaitBadge>{word}</WaitBadge> <BestAskWas order={order} />
        </>
      )
    case 'cancelled':
      return (
        <>
          <Badge tone="plain" icon={<X className="i" aria-hidden />}>
            {word}
          </Badge>{' '}
          {reason} <BestAskWas order={order} />
        </>
      )
    case 'rejected':
    case 'abandoned':
      return (
        <>
          <Badge tone="warn" icon={<Ban className="i" aria-hidden />}>
            {word}
          </Badge>{' '}
          {order.code !== null && (
            <Link className="link mono t12" href={`/docs/errors/${order.code}`}>
              {order.code}
            </Link>
          )}{' '}
          <BestAskWas order={order} />
        </>
      )
  }
}

/** If a bid ended without a match, shows the price that would have been needed. */
function BestAskWas({ order: { bestAskPerGpuSecond } }: { readonly order: OrderWire }) {
  const t = useTranslations('orders')
  return bestAskPerGpuSecond === null ? null : (
    <span className="t12 dim nowrap">{t('bestAskWas', { price: hourPriceText(bestAskPerGpuSecond) })}</span>
  )
}

function WaitBadge({ children }: { readonly children: ReactNode }) {
  return (
    <Badge tone="plain" icon={<Clock className="i" aria-hidden />}>
      {children}
    </Badge>
  )
}

/** Shows the queue position of a resting bid among the bids with the same price, or that the bid is paused or skipped. */
function QueueBadge({ order, place: { fundedGpus, pausedUntil, placeAtPrice } }: { readonly order: OrderWire; readonly place: OrderPlaceWire }) {
  const t = useTranslations('orders')
  if (pausedUntil !== null) return <Badge tone="warn">{t('restingPaused')}</Badge>
  if (fundedGpus === 0) return <Badge tone="warn">{t('restingSkipped')}</Badge>
  const price = hourPriceText(orderFacts(order).pricePerGpuSecond.toString())
  return <WaitBadge>{t('restingAt', { place: placeAtPrice, price })}</WaitBadge>
}

/** Shows the transaction that settles a match, once it was sent. */
function SettleTx({ order }: { readonly order: OrderWire }) {
  const txHash = order.phases.find(({ phase }) => phase === 'settled')?.txHash ?? null
  return txHash === null ? null : (
    <span className="sub">
      <TxLink hash={txHash} />
    </span>
  )
}

/**
 * Returns the state that is shown for an order. A bid that ended with only some of its GPUs is shown as partly filled; `leftReason` is the reason why its other
 * GPUs were not filled.
 */
function wordOf({ state, kind, order, gpusFilled }: OrderWire): OrderWire['state'] {
  const isPart = state === 'settled' && kind === 'bid' && 'renter' in order && gpusFilled < order.gpus
  return isPart ? 'partly_filled' : state
}
