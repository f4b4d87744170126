import type { Bid } from '@infinitio/domain'
import { type OpenOrder, openBidOf, type OrderSigning } from '#web/features/order-ticket/openBidOf.ts'
import { pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { ticketTime } from '#web/features/order-ticket/ticketTime.ts'

/** Returns the bid of a ticket without problems. */
export function ticketBid({ draft, ...signing }: OrderSigning & { readonly draft: TicketDraft }): Bid {
  const { classId, regionId, node, gpus, shape, force, keepSeconds } = draft
  return openBidOf(
    {
      ...{ classId, regionId, node, gpus, shape, force, keepSeconds },
      minGpusPerMachine: shape === 'oneNode' ? gpus : 1,
      durationSeconds: draft.hours * 3_600,
      maxPricePerGpuSecond: pricePerSecondOf(draft.priceText) ?? 0n,
      window: windowOf(draft),
    },
    signing,
  )
}

function windowOf({ start, startFrom, startUntil }: TicketDraft): OpenOrder['window'] {
  const [from, until] = [ticketTime(startFrom), ticketTime(startUntil)]
  return start === 'now' || from === null || until === null ? null : { startFrom: from, startUntil: until }
}
