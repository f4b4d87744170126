import { priceFieldText } from '#web/features/order-ticket/pricePerSecondOf.ts'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { ticketTimeText } from '#web/features/order-ticket/ticketTime.ts'

const windowSeconds = 3_600

/**
 * Identifies a cell in the table of free GPUs, which has a row for each price and a column for each start. It has the price in base units per GPU-second, the
 * number of hours, and the start in Unix seconds (null for now).
 */
export type DepthCell = { readonly pricePerGpuSecond: bigint; readonly hours: number; readonly from: number | null }

/** Returns the terms of an order for the GPUs of a cell. The order allows the lease to start up to one hour later than the cell's start. */
export function cellDraft({ pricePerGpuSecond, hours, from }: DepthCell): Partial<TicketDraft> {
  const start =
    from === null
      ? ({ start: 'now' } as const)
      : ({ start: 'window', startFrom: ticketTimeText(from), startUntil: ticketTimeText(from + windowSeconds) } as const)
  return { priceText: priceFieldText(pricePerGpuSecond), hours, ...start }
}

/** Returns true while the order in the order form has the terms of this cell. */
export function isOfCell(draft: TicketDraft, cell: DepthCell): boolean {
  return Object.entries(cellDraft(cell)).every(([field, value]) => draft[field as keyof TicketDraft] === value)
}
