import type { LeaseWire } from '@infinitio/domain/wire'

type Ended = Pick<LeaseWire, 'endsAt' | 'ended' | 'closed' | 'endReason'>

/**
 * Returns when a finished lease ended and until when it is billed, in Unix seconds. `billedUntil` is null unless the renter must also pay for a notice period
 * after the end. The contract only stores the end of the billed time. If somebody ended the lease, the real end is the time of that transaction. If the machine
 * was lost, it is the time at which the machine stopped responding.
 */
export function endTimes({ endsAt, ended, closed, endReason }: Ended): { readonly endedAt: number; readonly billedUntil: number | null } {
  if (endReason === 'node_lost') return { endedAt: endsAt, billedUntil: null }
  const endedAt = ended?.at ?? Math.min(endsAt, closed?.at ?? endsAt)
  return { endedAt, billedUntil: endReason === 'renter_ended' && endsAt > endedAt ? endsAt : null }
}
