import type { AdmittedLease, LeaseEndpoint } from '@infinitio/db'
import { type LeaseAct, leaseRefusal, type LeaseRole, roleOfShare } from '@infinitio/domain'

/** Returns true if an account may perform an action on a lease in its current state, as the holder or as a teammate. Uses the one table of rights (`leaseRights.ts` in `packages/domain`). */
export function mayAtLease(
  act: LeaseAct,
  { account, lease }: { account: string; lease: Pick<AdmittedLease | LeaseEndpoint, 'holder' | 'guests'> },
): boolean {
  return leaseRefusal(act, roleAtLease(account, lease)) === null
}

function roleAtLease(account: string, { holder, guests }: Pick<AdmittedLease | LeaseEndpoint, 'holder' | 'guests'>): LeaseRole {
  if (account === holder) return 'renter'
  const guest = guests.find((one) => one.account === account)
  return guest === undefined ? 'stranger' : roleOfShare(guest.may)
}
