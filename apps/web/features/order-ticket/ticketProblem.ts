import { maxNodeGpus, mostBidGpus, horizonSeconds } from '@infinitio/domain'
import { type SetupProblem, setupProblem } from '#web/parts/lease-setup/leaseSetup.ts'
import { pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { ticketTime } from '#web/features/order-ticket/ticketTime.ts'

const mostHours = horizonSeconds / 3_600
/** The range of allowed starts must last at least this many seconds. A shorter one might pass before the order settles. */
const shortestWindowSeconds = 600

/** The problems that prevent a signature, in the order in which the form shows them to the user. */
export type TicketProblem = 'price' | 'gpus' | 'oneNode' | 'hours' | 'window' | 'windowTooFar' | SetupProblem

/** Returns the first problem that prevents a signature, or null. `now` is the block clock in Unix seconds. */
export function ticketProblem(draft: TicketDraft, { now }: { now: number }): TicketProblem | null {
  if (pricePerSecondOf(draft.priceText) === null) return 'price'
  if (!isCount(draft.gpus, mostBidGpus)) return 'gpus'
  if (draft.shape === 'oneNode' && draft.gpus > maxNodeGpus) return 'oneNode'
  if (!isCount(draft.hours, mostHours)) return 'hours'
  return (draft.start === 'window' ? windowProblem(draft, now) : null) ?? setupProblem(draft.setup)
}

function windowProblem(draft: TicketDraft, now: number): TicketProblem | null {
  const from = ticketTime(draft.startFrom)
  const until = ticketTime(draft.startUntil)
  if (from === null || until === null || from <= now || until < from + shortestWindowSeconds) return 'window'
  return until + draft.hours * 3_600 > now + horizonSeconds ? 'windowTooFar' : null
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most
}
