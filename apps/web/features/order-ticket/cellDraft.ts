import { priceFieldText } from '#web/features/order-ticket/pricePerSecondOf.ts'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { ticketTimeText } from '#web/features/order-ticket/ticketTime.ts'

const windowSeconds = 3_600

/** Identifies a cell: price in base units per GPU-second, consecutive hours, and start in Unix seconds (null for now). */
export type DepthCell = { readonly pricePerGpuSecond: bigint; readonly hours: number; readonly from: number | null }

/** Returns the order terms for the GPUs of a cell. The lease may start up to one hour late. */
export function cellDraft({ pricePerGpuSecond, hours, from }: DepthCell): Partial<TicketDraft> {
  const start =
    from === null
      ? ({ start: 'now' } as const)
      : ({ start: 'window', startFrom: ticketTimeText(from), startUntil: ticketTimeText(from + windowSeconds) } as const)
  return { priceText: priceFieldText(pricePerGpuSecond), hours, ...start }
}

/** Returns true while the order matches the cell. */
export function isOfCell(draft: TicketDraft, cell: DepthCell): boolean {
  return Object.entries(cellDraft(cell)).every(([field, value]) => draft[field as keyof TicketDraft] === value)
}
