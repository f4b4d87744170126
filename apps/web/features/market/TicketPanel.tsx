'use client'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { NewOrderTicket } from '#web/features/order-ticket/NewOrderTicket.tsx'
import { useTellPlaced } from '#web/features/order-ticket/useTellPlaced.ts'
import type { TicketWriting } from '#web/features/order-ticket/useTicketDraft.ts'

type TicketPanelProps = {
  readonly writing: TicketWriting
  /** What it orders: "H100 SXM 80 GB, Europe north". */
  readonly place: string
  /** The heading, to which a choice elsewhere on the page leads. */
  readonly headingRef: RefObject<HTMLHeadingElement | null>
}

/** An order for the class and region one looks at. */
export function TicketPanel({ writing, place, headingRef }: TicketPanelProps) {
  const t = useTranslations('market')
  const tellPlaced = useTellPlaced()
  return (
    <section className="ticket" aria-label={t('standing')}>
      <header className="sec-h">
        <h2 ref={headingRef} tabIndex={-1}>
          {t('standing')}
        </h2>
        <p className="t12 dim">{place}</p>
      </header>
      <NewOrderTicket writing={writing} isPlaceGiven onPlaced={tellPlaced} />
    </section>
  )
}
