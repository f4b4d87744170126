import { findLeaseDetail, findLeaseShare, type LeaseDetailRow } from '@infinitio/db'
import { type Address, type LeaseAct, leaseRefusal, type LeaseRole, type Refusal, roleOfShare } from '@infinitio/domain'
import { noteOrder } from '@infinitio/process'
import type { Services } from '../../services/services.ts'

/** All roles except stranger. A stranger cannot read a lease. */
type OwnRole = Exclude<LeaseRole, 'stranger'>

/**
 * Returns a lease and the account's role if that role may perform the action. Roles: holder, former holder, teammate, provider. Refuses with `lease.unknown`
 * and the codes of the table of rights (`leaseRefusal`): `auth.forbidden`, `lease.not_holder`, `lease.watch_only`, `lease.not_teammate`.
 */
export async function findOwnLease(
  { db }: Services,
  { account, leaseId, act }: { account: Address; leaseId: string; act: LeaseAct },
): Promise<{ row: LeaseDetailRow; role: OwnRole } | Refusal> {
  const row = await findLeaseDetail(db, { leaseId: BigInt(leaseId) })
  if (row === null) return { rejected: 'lease.unknown' }
  noteOrder(row.bidHash)
  const role = await roleAt(db, row, account)
  // Always reject strangers, even if the table of rights had no row for them.
  if (role === 'stranger') return { rejected: 'auth.forbidden' }
  const rejected = leaseRefusal(act, role)
  return rejected === null ? { row, role } : { rejected }
}

async function roleAt(db: Services['db'], row: LeaseDetailRow, account: Address): Promise<LeaseRole> {
  if (row.holder === account) return 'renter'
  if (row.provider === account) return 'provider'
  const right = await findLeaseShare(db, { bidHash: row.bidHash, guest: account, holder: row.holder })
  if (right !== null) return roleOfShare(right)
  return row.renter === account ? 'former_renter' : 'stranger'
}
