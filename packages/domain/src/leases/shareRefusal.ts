import type { ErrorCode } from '../errors/errorTable.ts'
import type { Address } from '../ids/address.ts'
import type { ShareRight } from './leaseRights.ts'

/** How many teammates a lease is shared with at most. */
export const mostSharesPerLease = 16

/** The two parties of a lease, and whom it is shared with already. */
export type SharedLease = {
  readonly holder: Address
  readonly provider: Address
  readonly shares: readonly { readonly account: Address; readonly right: ShareRight }[]
}

/**
 * Why a lease may not be shared with this account by this right, or null: `lease.share_self`, `lease.share_provider`, `lease.share_exists` (the same
 * right; another one takes its place), `lease.shares_limit`.
 */
export function shareRefusal(lease: SharedLease, { account, right }: { account: Address; right: ShareRight }): ErrorCode | null {
  if (account === lease.holder) return 'lease.share_self'
  if (account === lease.provider) return 'lease.share_provider'
  const known = lease.shares.find((share) => share.account === account)
  if (known !== undefined) return known.right === right ? 'lease.share_exists' : null
  return lease.shares.length >= mostSharesPerLease ? 'lease.shares_limit' : null
}
