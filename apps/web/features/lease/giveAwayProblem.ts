import { leaseFlags, parseAddress, zeroAddress } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'

/** States why the lease cannot be transferred to the typed account. */
type GiveAwayProblem = 'wrong' | 'self' | 'started' | 'fixed'

/**
 * Returns the reason why the contract would reject a transfer of the lease at `now` (Unix seconds of the block clock), or null if the transfer is allowed. The
 * lease must be booked, not started and transferable, and the recipient must be another valid account. Pure.
 */
export function giveAwayProblem(
  lease: Pick<LeaseWire, 'state' | 'holder' | 'terms'>,
  { to, now }: { to: string; now: number },
): GiveAwayProblem | null {
  if ((lease.terms.flags & leaseFlags.transferable) === 0) return 'fixed'
  if (lease.state !== 'booked' || now >= lease.terms.start) return 'started'
  const account = parseAddress(to.trim())
  if (account === null || account === zeroAddress) return 'wrong'
  return account === lease.holder ? 'self' : null
}
