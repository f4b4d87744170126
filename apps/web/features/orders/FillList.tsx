import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { OrderWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { About } from '#web/parts/format/About.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { orderFacts } from '#web/parts/order/orderFacts.ts'

/** Lists the matches of a bid: GPUs, price, machine and lease, and the part that still waits. */
export function FillList({ order }: { readonly order: OrderWire }) {
  const t = useTranslations('orders')
  const { seconds, pricePerGpuSecond } = orderFacts(order)
  return (
    <ul className="fl" aria-label={t('fills')}>
      {order.matches.map(({ matchId, at, gpus, pricePerGpuSecond: price, node, leaseId, state, settledBy, code }) => (
        <li key={matchId}>
          <span className="dim nowrap">{dayMinuteText(at)}</span>
          <b>{t('fill', { gpus, price: hourPriceText(price) })}</b>
          <span>
            <Link className="link" href={`/gpus/${node}`}>
              {t('onNode')} <span className="mono">{node.slice(0, 8)}</span>
            </Link>{' '}
            {leaseId !== null && (
              <Link className="link" href={`/leases/${leaseId}`}>
                {t('lease', { leaseId })}
              </Link>
            )}{' '}
            <span className="dim nowrap">
              {amountText(BigInt(price) * BigInt(gpus) * BigInt(seconds))} PT
              <About units={BigInt(price) * BigInt(gpus) * BigInt(seconds)} />
            </span>
            {state === 'unsettled' && settledBy === 'party' && <span className="t12 dim">{t('leftToParties')}</span>}
          </span>
          <FillBadge state={state} code={code} />
        </li>
      ))}
      {order.gpusToGo > 0 && (
        <li>
          <span className="dim">{t('waits')}</span>
          <span>{t('fillAtMost', { gpus: order.gpusToGo, price: hourPriceText(pricePerGpuSecond.toString()) })}</span>
          <span className="dim">{t('anyNode')}</span>
          <span />
        </li>
      )}
    </ul>
  )
}

function FillBadge({ state, code }: Pick<OrderWire['matches'][number], 'state' | 'code'>) {
  const t = useTranslations('orders')
  switch (state) {
    case 'unsettled':
      return <Badge tone="pending">{t('settling')}</Badge>
    case 'settled':
      return <Badge tone="final">{t('final')}</Badge>
    case 'abandoned':
      return (
        <span>
          <Badge tone="warn">{t('abandoned')}</Badge> <ErrorCode code={code} />
        </span>
      )
  }
}
