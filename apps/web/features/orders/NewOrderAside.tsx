'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { TicketFrame } from '#web/features/order-ticket/TicketFrame.tsx'
import { useTellPlaced } from '#web/features/order-ticket/useTellPlaced.ts'
import { useTicketDraft } from '#web/features/order-ticket/useTicketDraft.ts'

// What signs loads when it is wanted.
const NewOrderTicket = dynamic(() => import('#web/features/order-ticket/NewOrderTicket.tsx').then((module) => module.NewOrderTicket), { ssr: false })

/** A new order in its frame, for any class and region. */
export function NewOrderAside({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('ticket')
  const writing = useTicketDraft({})
  const tellPlaced = useTellPlaced()
  function placed(order: OrderWire): void {
    tellPlaced(order)
    onClose()
  }
  return (
    <TicketFrame title={t('newTitle')} onClose={onClose}>
      <NewOrderTicket writing={writing} isPlaceGiven={false} onPlaced={placed} />
    </TicketFrame>
  )
}
