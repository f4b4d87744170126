'use client'
import { useState } from 'react'
import { plainTicket, type TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'

/** An order that is being written, and how it is changed. Whoever shows the ticket keeps it, so that closing a sheet or looking elsewhere loses nothing. */
export type TicketWriting = { readonly draft: TicketDraft; readonly change: (patch: Partial<TicketDraft>) => void }

/** Starts an order with what is known of it. */
export function useTicketDraft(known: Partial<TicketDraft>): TicketWriting {
  const [draft, setDraft] = useState<TicketDraft>({ ...plainTicket, ...known })
  return { draft, change: (patch) => setDraft((current) => ({ ...current, ...patch })) }
}
