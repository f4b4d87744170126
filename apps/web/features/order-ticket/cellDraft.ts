import { priceFieldText } from '#web/features/order-ticket/pricePerSecondOf.ts'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { ticketTimeText } from '#web/features/order-ticket/ticketTime.ts'

const windowSeconds = 3_600

/** A cell of the table by price and start: base units per GPU-second, hours on end, and a start in Unix seconds (null: now). */
export type DepthCell = { readonly pricePerGpuSecond: bigint; readonly hours: number; readonly from: number | null }

/** What a cell says of an order for what is free there: it may start within the hour after. */
export function cellDraft({ pricePerGpuSecond, hours, from }: DepthCell): Partial<TicketDraft> {
  const start =
    from === null
      ? ({ start: 'now' } as const)
      : ({ start: 'window', startFrom: ticketTimeText(from), startUntil: ticketTimeText(from + windowSeconds) } as const)
  return { priceText: priceFieldText(pricePerGpuSecond), hours, ...start }
}

/** True while an order says what a cell says. */
export function isOfCell(draft: TicketDraft, cell: DepthCell): boolean {
  return Object.entries(cellDraft(cell)).every(([field, value]) => draft[field as keyof TicketDraft] === value)
}
