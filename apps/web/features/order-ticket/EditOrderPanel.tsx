'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { bidFromWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { EditOrderTicket } from '#web/features/order-ticket/EditOrderTicket.tsx'
import { ReceiptNote } from '#web/features/order-ticket/ReceiptNote.tsx'
import { CancelDialog } from '#web/parts/order/CancelDialog.tsx'
import { OrderConditions } from '#web/parts/order/OrderConditions.tsx'
import type { CancelWay } from '#web/parts/order/useCancelOrder.ts'

type EditOrderPanelProps = {
  readonly order: OrderWire
  readonly title: string
  readonly onPlaced: (order: OrderWire) => void
  readonly onCancelled: () => void
}

/** An order that waits: change it, cancel it at the matcher or on the chain, and its receipt. */
export function EditOrderPanel({ order, title, onPlaced, onCancelled }: EditOrderPanelProps) {
  const t = useTranslations('ticket')
  const [cancelling, setCancelling] = useState<CancelWay | null>(null)
  const signed = order.order
  if (!('renter' in signed)) return null
  return (
    <>
      <div className="panel-body ed">
        <p className="t13">
          <b>{title}</b>
          <OrderConditions order={signed} />
        </p>
        <EditOrderTicket order={order} bid={bidFromWire(signed)} onPlaced={onPlaced} />
        <div className="stack g1">
          <div className="row">
            <Button tone="danger" size="sm" className="grow" onClick={() => setCancelling('matcher')}>
              {t('cancelOrder')}
            </Button>
            <Button size="sm" className="grow" onClick={() => setCancelling('chain')}>
              {t('cancelOnChain')}
            </Button>
          </div>
          <p className="t12 dim">{t('cancelText')}</p>
        </div>
      </div>
      <ReceiptNote orderHash={order.orderHash} />
      {cancelling !== null && (
        <CancelDialog order={order} title={title} way={cancelling} onClose={() => setCancelling(null)} onCancelled={onCancelled} />
      )}
    </>
  )
}
