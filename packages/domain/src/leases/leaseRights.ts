import type { ErrorCode } from '../errors/errorTable.ts'
import type { Address } from '../ids/address.ts'

/**
 * Who somebody is to a lease: who holds it, who booked it and gave it away, teammates who may use or watch it (ADR 87), whose machine it is, or
 * nobody of these.
 */
export type LeaseRole = 'renter' | 'former_renter' | 'user' | 'watcher' | 'provider' | 'stranger'

/** What the holder of a lease may allow a teammate: `watch` only reads, `use` adds the machine. Money stays with the holder. */
export type ShareRight = 'watch' | 'use'

const parties = ['renter', 'former_renter', 'user', 'watcher', 'provider'] as const
const insiders = ['renter', 'user'] as const
const holder = ['renter'] as const

/** Everything that can be asked of a lease, with the roles that may. What is not listed is refused. */
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

/** One thing that can be asked of a lease. */
export type LeaseAct = keyof typeof rights

/** Every act there is, in the order of the table. */
export const leaseActs = Object.keys(rights) as readonly LeaseAct[]

/** The role of a teammate with this right. */
export function roleOfShare(right: ShareRight): LeaseRole {
  return right === 'use' ? 'user' : 'watcher'
}

/**
 * Why somebody in this role may not do this, or null when they may. A stranger hears `auth.forbidden` whatever they ask; who only watches hears
 * `lease.watch_only` where using would do; the rest hears whose act it is: `lease.not_provider`, `lease.not_teammate` or `lease.not_holder`.
 */
export function leaseRefusal(act: LeaseAct, role: LeaseRole): ErrorCode | null {
  const allowed: readonly LeaseRole[] = rights[act]
  if (allowed.includes(role)) return null
  if (role === 'stranger') return 'auth.forbidden'
  if (role === 'watcher' && allowed.includes('user')) return 'lease.watch_only'
  if (allowed.includes('renter')) return 'lease.not_holder'
  return allowed.includes('provider') ? 'lease.not_provider' : 'lease.not_teammate'
}

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
