import type { OrderWire } from '@infinitio/domain/wire'
import { Ban, Clock, X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'

/** How an order stands, in a badge, and why it ended, where it did. */
export function OrderState({ order }: { readonly order: OrderWire }) {
  const t = useTranslations('orders')
  const word = order.kind === 'ask' && order.state === 'open' ? t('askOpen') : t(`state.${wordOf(order)}`)
  const reason = order.leftReason !== null && <span className="t12 dim">{t(`left.${order.leftReason}`)}</span>
  switch (order.state) {
    case 'accepted':
    case 'matched':
      return <Badge tone="pending">{word}</Badge>
    case 'open':
      return (
        <Badge tone="plain" icon={<Clock className="i" aria-hidden />}>
          {word}
        </Badge>
      )
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
        <Badge tone="plain" icon={<Clock className="i" aria-hidden />}>
          {word}
        </Badge>
      )
    case 'cancelled':
      return (
        <>
          <Badge tone="plain" icon={<X className="i" aria-hidden />}>
            {word}
          </Badge>{' '}
          {reason}
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
          )}
        </>
      )
  }
}

/** A bid that ended with some of its GPUs is not filled: the rest went as `leftReason` says. */
function wordOf({ state, kind, order, gpusFilled }: OrderWire): OrderWire['state'] {
  const isPart = state === 'settled' && kind === 'bid' && 'renter' in order && gpusFilled < order.gpus
  return isPart ? 'partly_filled' : state
}
