import type { OrderWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { dayMinuteText } from '#web/features/format/clockText.ts'
import { hourPriceText } from '#web/features/market/marketTexts.ts'
import { OrderState } from '#web/features/orders/OrderState.tsx'
import { orderFacts } from '#web/features/orders/orderFacts.ts'
import { useOrderTitle } from '#web/features/orders/useOrderTitle.ts'

/** Orders that are over, newest first, each with how it ended. */
export function PastOrders({ orders }: { readonly orders: readonly OrderWire[] }) {
  const t = useTranslations('orders')
  const titleOf = useOrderTitle()
  return (
    <section className="panel scroll" aria-label={t('past')}>
      <header className="panel-head">
        <h2>{t('past')}</h2>
      </header>
      <table className="table ot">
        <TableHead
          columns={[
            { name: t('column.order') },
            { name: t('column.placed') },
            { name: t('column.price'), className: 'n' },
            { name: t('column.filled') },
            { name: t('column.ended') },
          ]}
        />
        <tbody>
          {orders.map((order) => {
            const { gpus, pricePerGpuSecond } = orderFacts(order)
            return (
              <tr key={order.orderHash}>
                <td>
                  <b>{titleOf(order)}</b>
                </td>
                <td data-k={t('column.placed')}>{dayMinuteText(order.createdAt)}</td>
                <td className="n" data-k={t('column.price')}>
                  {hourPriceText(pricePerGpuSecond.toString())}
                </td>
                <td data-k={t('column.filled')}>{order.kind === 'ask' ? '–' : t('filledOf', { filled: order.gpusFilled, gpus })}</td>
                <td className="wide">
                  <OrderState order={order} />{' '}
                  {order.leaseId !== null && (
                    <Link className="link" href={`/leases/${order.leaseId}`}>
                      {t('lease', { leaseId: order.leaseId })}
                    </Link>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
