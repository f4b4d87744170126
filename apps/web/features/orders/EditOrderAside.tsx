'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { TicketFrame } from '#web/features/order-ticket/TicketFrame.tsx'
import { useNotifyPlaced } from '#web/features/order-ticket/useNotifyPlaced.ts'
import { isEditable } from '#web/parts/order/ordersQuery.ts'
import { useOrderTitle } from '#web/parts/order/useOrderTitle.ts'

const EditOrderPanel = dynamic(() => import('#web/features/order-ticket/EditOrderPanel.tsx').then((module) => module.EditOrderPanel), { ssr: false })

type EditOrderAsideProps = { readonly orderHash: string; readonly orders: readonly OrderWire[]; readonly onClose: () => void }

/** Shows the form that changes a resting order, or a note if the order no longer rests in the book. */
export function EditOrderAside({ orderHash, orders, onClose }: EditOrderAsideProps) {
  const t = useTranslations('ticket')
  const titleOf = useOrderTitle()
  const notifyPlaced = useNotifyPlaced()
  const order = orders.find((one) => one.orderHash === orderHash)
  function placed(newer: OrderWire): void {
    notifyPlaced(newer)
    onClose()
  }
  return (
    <TicketFrame title={t('editTitle')} onClose={onClose}>
      {order !== undefined && isEditable(order) ? (
        <EditOrderPanel key={order.orderHash} order={order} title={titleOf(order)} onPlaced={placed} onCancelled={onClose} />
      ) : (
        <p className="panel-body t13">{t('gone')}</p>
      )}
    </TicketFrame>
  )
}
