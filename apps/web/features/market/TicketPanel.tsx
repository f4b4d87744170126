'use client'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { OwnOffers, type OwnOffersProps } from '#web/features/market/OwnOffers.tsx'
import { NewOrderTicket } from '#web/features/order-ticket/NewOrderTicket.tsx'
import { useNotifyPlaced } from '#web/features/order-ticket/useNotifyPlaced.ts'
import type { TicketWriting } from '#web/features/order-ticket/ticketDraft.ts'

/** Side of the market: rent or provide. */
export type TicketSide = 'rent' | 'provide'

type TicketPanelProps = {
  readonly writing: TicketWriting
  readonly side: TicketSide
  readonly onSide: (side: TicketSide) => void
  /** Class and region of the order: "H100 SXM 80 GB, Europe north". */
  readonly place: string
  readonly offers: OwnOffersProps
  /** Heading that gets the focus after a choice elsewhere on the page. */
  readonly headingRef: RefObject<HTMLHeadingElement | null>
}

/** Shows the order ticket for the viewed class and region, or the account's own asks there. */
export function TicketPanel({ writing, side, onSide, place, offers, headingRef }: TicketPanelProps) {
  const t = useTranslations('market')
  const notifyPlaced = useNotifyPlaced()
  return (
    <section className="ticket" aria-label={t('standing')}>
      <header className="sec-h">
        <div className="row between">
          <h2 ref={headingRef} tabIndex={-1}>
            {t('standing')}
          </h2>
          <Segmented
            label={t('side.label')}
            value={side}
            options={[
              { value: 'rent', label: t('side.rent') },
              { value: 'provide', label: t('side.provide') },
            ]}
            onChange={onSide}
          />
        </div>
        <p className="t12 dim">{place}</p>
      </header>
      {side === 'rent' ? <NewOrderTicket writing={writing} isClassGiven onPlaced={notifyPlaced} /> : <OwnOffers {...offers} />}
    </section>
  )
}
