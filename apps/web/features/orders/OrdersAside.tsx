'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { TicketFrame } from '#web/features/order-ticket/TicketFrame.tsx'
import { isEditable } from '#web/features/orders/ordersQuery.ts'
import { useOrderTitle } from '#web/features/orders/useOrderTitle.ts'
import { notify } from '#web/features/toasts/notify.ts'

// What signs loads when it is wanted.
const NewOrderTicket = dynamic(() => import('#web/features/order-ticket/NewOrderTicket.tsx').then((module) => module.NewOrderTicket), { ssr: false })
const EditOrderPanel = dynamic(() => import('#web/features/order-ticket/EditOrderPanel.tsx').then((module) => module.EditOrderPanel), { ssr: false })

/** What is written just now: a new order, or another version of one that waits. */
export type OpenTicket = { readonly kind: 'new'; readonly prefill: Partial<TicketDraft> } | { readonly kind: 'edit'; readonly orderHash: string }

type OrdersAsideProps = { readonly ticket: OpenTicket; readonly orders: readonly OrderWire[]; readonly onClose: () => void }

/** The ticket beside the lists. It says when the order one was changing does not wait any more. */
export function OrdersAside({ ticket, orders, onClose }: OrdersAsideProps) {
  const t = useTranslations('ticket')
  const titleOf = useOrderTitle()
  function placed({ state }: OrderWire): void {
    void notify({ tone: 'success', text: t(`placed.${state === 'open' ? 'rests' : state === 'cancelled' ? 'dropped' : 'fills'}`) })
    onClose()
  }
  if (ticket.kind === 'new') {
    return (
      <TicketFrame title={t('newTitle')} onClose={onClose}>
        <NewOrderTicket prefill={ticket.prefill} onPlaced={placed} />
      </TicketFrame>
    )
  }
  const order = orders.find(({ orderHash }) => orderHash === ticket.orderHash)
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
