import type { ErrorCode } from '../errors/errorTable.ts'
import type { Address } from '../ids/address.ts'

/**
 * The relation of an account to a lease. `renter`: its present holder. `former_renter`: rented it and transferred it. `user`, `watcher`: teammates who may use
 * it or only watch it. `provider`: owns its machine. `stranger`: none of these.
 */
export type LeaseRole = 'renter' | 'former_renter' | 'user' | 'watcher' | 'provider' | 'stranger'

/** The right that a holder gives a teammate: `watch` (only to read) or `use` (also to use the machine). Only the holder can move money. */
export type ShareRight = 'watch' | 'use'

const parties = ['renter', 'former_renter', 'user', 'watcher', 'provider'] as const
const insiders = ['renter', 'user'] as const
const holder = ['renter'] as const

/** Every act (action) on a lease, with the roles that may do it. Other roles are refused. */
const rights = {
  see: parties,
  seeWorkload: insiders,
  seeMetrics: ['renter', 'user', 'watcher', 'provider'],
  seeReceipt: ['renter', 'former_renter', 'provider'],
  makeInvoice: holder,
  readLog: ['renter', 'user', 'watcher'],
  openShell: insiders,
  openSsh: insiders,
  changeAccess: holder,
  report: insiders,
  seeReports: ['renter', 'user', 'provider'],
  answerFault: ['renter', 'provider'],
  seePorts: insiders,
  openPort: insiders,
  makePortToken: insiders,
  revokePortToken: insiders,
  seeDisk: holder,
  copyDisk: holder,
  move: holder,
  cancelMove: holder,
  seeShares: holder,
  share: holder,
  unshare: holder,
  leave: ['user', 'watcher'],
  cancel: holder,
  end: holder,
  extend: holder,
  autoExtend: holder,
  transfer: holder,
  takeNoShow: holder,
  endAsProvider: ['provider'],
} as const satisfies Record<string, readonly LeaseRole[]>

/** The name of an action (act) on a lease. */
export type LeaseAct = keyof typeof rights

/** The names of all acts (actions) on a lease, in the sequence of the table. */
export const leaseActs = Object.keys(rights) as readonly LeaseAct[]

/** Returns the role of a teammate with this right. */
export function roleOfShare(right: ShareRight): LeaseRole {
  return right === 'use' ? 'user' : 'watcher'
}

/**
 * Returns the error code if a role may not do this act (action), or null if it may. A stranger always gets `auth.forbidden`. A watcher gets `lease.watch_only`
 * for an act that needs the right `use`. In all other cases, the code shows who may do the act: `lease.not_holder`, `lease.not_provider` or
 * `lease.not_teammate`.
 */
export function leaseRefusal(act: LeaseAct, role: LeaseRole): ErrorCode | null {
  const allowed: readonly LeaseRole[] = rights[act]
  if (allowed.includes(role)) return null
  if (role === 'stranger') return 'auth.forbidden'
  if (role === 'watcher' && allowed.includes('user')) return 'lease.watch_only'
  if (allowed.includes('renter')) return 'lease.not_holder'
  return allowed.includes('provider') ? 'lease.not_provider' : 'lease.not_teammate'
}

/** Largest number of teammates of a lease. */
export const mostSharesPerLease = 16

/** The holder and the provider of a lease, and the teammates with whom it is shared now. */
export type SharedLease = {
  readonly holder: Address
  readonly provider: Address
  readonly shares: readonly { readonly account: Address; readonly right: ShareRight }[]
}

/**
 * Returns the error code if a lease may not be shared with this account and right, or null if it may: `lease.share_self`, `lease.share_provider`,
 * `lease.share_exists` or `lease.shares_limit`. `lease.share_exists`: the account has this right already. For another right there is no error, because it
 * replaces the account's present one.
 */
export function shareRefusal(lease: SharedLease, { account, right }: { account: Address; right: ShareRight }): ErrorCode | null {
  if (account === lease.holder) return 'lease.share_self'
  if (account === lease.provider) return 'lease.share_provider'
  const known = lease.shares.find((share) => share.account === account)
  if (known !== undefined) return known.right === right ? 'lease.share_exists' : null
  return lease.shares.length >= mostSharesPerLease ? 'lease.shares_limit' : null
}
