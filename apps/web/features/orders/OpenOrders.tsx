'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { amountText } from '#web/features/format/amountText.ts'
import { momentText } from '#web/features/format/clockText.ts'
import { hourPriceText } from '#web/features/market/marketTexts.ts'
import { CancelDialog } from '#web/features/orders/CancelDialog.tsx'
import { FillList } from '#web/features/orders/FillList.tsx'
import { OrderState } from '#web/features/orders/OrderState.tsx'
import { orderFacts } from '#web/features/orders/orderFacts.ts'
import { isCancellable } from '#web/features/orders/ordersQuery.ts'
import { useOrderTitle } from '#web/features/orders/useOrderTitle.ts'

/** Orders of which something waits, with their fills below each. */
export function OpenOrders({ orders }: { readonly orders: readonly OrderWire[] }) {
  const t = useTranslations('orders')
  const titleOf = useOrderTitle()
  const [cancelling, setCancelling] = useState<OrderWire | null>(null)
  return (
    <section className="panel" aria-label={t('open')}>
      <header className="panel-head">
        <h2>{t('open')}</h2>
        <span className="t13 dim">{orders.length}</span>
        <span className="end t12 dim">{t('live')}</span>
      </header>
      {orders.length === 0 ? (
        <p className="panel-body t13 dim">{t('noneOpen')}</p>
      ) : (
        <table className="table ot">
          <TableHead
            columns={[
              { name: t('column.order') },
              { name: t('column.price'), className: 'n' },
              { name: t('column.filled') },
              { name: t('column.start') },
              { name: t('column.atMost'), className: 'n' },
              { name: t('column.state') },
              { name: t('column.actions'), className: 'n', forEars: true },
            ]}
          />
          <tbody>
            {orders.map((order) => (
              <Fragment key={order.orderHash}>
                <OpenRow order={order} title={titleOf(order)} onCancel={() => setCancelling(order)} />
                {order.matches.length > 0 && (
                  <tr className="fills">
                    <td colSpan={7}>
                      <FillList matches={order.matches} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {cancelling !== null && <CancelDialog order={cancelling} title={titleOf(cancelling)} onClose={() => setCancelling(null)} />}
    </section>
  )
}

type OpenRowProps = { readonly order: OrderWire; readonly title: string; readonly onCancel: () => void }

function OpenRow({ order, title, onCancel }: OpenRowProps) {
  const t = useTranslations('orders')
  const { gpus, pricePerGpuSecond, startFrom, keepUntil, atMost } = orderFacts(order)
  return (
    <tr>
      <td>
        <b>{title}</b>
        <Conditions order={order.order} />
      </td>
      <td className="n" data-k={t('column.price')}>
        <b>{hourPriceText(pricePerGpuSecond.toString())}</b>
      </td>
      <td data-k={t('column.filled')}>
        {order.kind === 'ask' ? (
          '–'
        ) : (
          <>
            {t('filledOf', { filled: order.gpusFilled, gpus })}
            <div className="meter" aria-hidden>
              <i style={{ width: `${(order.gpusFilled / gpus) * 100}%` }} />
            </div>
          </>
        )}
      </td>
      <td data-k={t('column.start')}>
        {startFrom === null ? t('now') : momentText(startFrom)}
        <span className="sub">{t('keepUntil', { time: momentText(keepUntil) })}</span>
      </td>
      <td className="n" data-k={t('column.atMost')}>
        {atMost === null ? '–' : `${amountText(atMost)} PT`}
      </td>
      <td className="wide">
        <OrderState order={order} />
        {order.kind === 'bid' && order.gpusToGo > 0 && <span className="sub">{t('toGo', { count: order.gpusToGo })}</span>}
      </td>
      <td className="n act wide">
        {isCancellable(order) && (
          <Button size="sm" aria-label={t('cancelOf', { title })} onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </td>
    </tr>
  )
}

/** What a bid asks of its fills, in words. */
function Conditions({ order }: Pick<OrderWire, 'order'>) {
  const t = useTranslations('orders')
  if (!('renter' in order)) return null
  const words = [
    order.allOrNothing && order.gpus > 1 ? t('allOrNothing') : null,
    order.cluster ? t('cluster') : null,
    order.minGpusPerNode > 1 ? t('fromPerNode', { gpus: order.minGpusPerNode }) : null,
  ].filter((word) => word !== null)
  return words.length === 0 ? null : <span className="sub">{words.join(', ')}</span>
}
