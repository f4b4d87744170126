import type { LeaseWire } from '@infinitio/domain/wire'

type Ended = Pick<LeaseWire, 'endsAt' | 'ended' | 'closed' | 'endReason'>

/**
 * Returns when a finished lease ended and until when it is billed, in Unix seconds. `billedUntil` is null unless a notice is billed after the end.
 * The contract stores the end of the bill, which a notice moves later. So the end of a lease that somebody ended is the time of that transaction. A
 * lost machine ended when it stopped responding.
 */
export function endTimes({ endsAt, ended, closed, endReason }: Ended): { readonly endedAt: number; readonly billedUntil: number | null } {
  if (endReason === 'node_lost') return { endedAt: endsAt, billedUntil: null }
  const endedAt = ended?.at ?? Math.min(endsAt, closed?.at ?? endsAt)
  return { endedAt, billedUntil: endReason === 'renter_ended' && endsAt > endedAt ? endsAt : null }
}
