import type { LeaseWire } from '@infinitio/domain/wire'

type Ended = Pick<LeaseWire, 'endsAt' | 'ended' | 'closed' | 'endReason'>

/**
 * Returns when a lease ended that is over, and until when it is billed; null without a notice that is billed after the end. Unix seconds. The contract's end is
 * the end of the bill, which is later after a notice, so an end that somebody signed has the time of its transaction. A lost machine ended when it fell silent.
 */
export function endTimes({ endsAt, ended, closed, endReason }: Ended): { readonly endedAt: number; readonly billedUntil: number | null } {
  if (endReason === 'node_lost') return { endedAt: endsAt, billedUntil: null }
  const endedAt = ended?.at ?? Math.min(endsAt, closed?.at ?? endsAt)
  return { endedAt, billedUntil: endReason === 'renter_ended' && endsAt > endedAt ? endsAt : null }
}
