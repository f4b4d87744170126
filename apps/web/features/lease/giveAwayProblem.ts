import { leaseFlags, parseAddress, zeroAddress } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'

/** What keeps a lease from being given to whom somebody typed, before anything is signed; null when nothing does. */
type GiveAwayProblem = 'wrong' | 'self' | 'started' | 'fixed'

/**
 * Judges a gift as the contract would at `now` (Unix seconds of the block clock): only what is booked, has not started and may move by its listing, to
 * another account that is one. Pure.
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
