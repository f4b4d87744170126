import { findLeaseDetail, type LeaseDetailRow } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { noteOrder } from '@infinitio/process'
import type { Services } from '../services.ts'

/**
 * A lease of which the account is a party, and as which: whoever holds it is its renter, whoever gave it away keeps the record of it. Refuses
 * with `lease.unknown`, `auth.forbidden`.
 */
export async function findOwnLease(
  { db }: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<{ row: LeaseDetailRow; role: LeaseWire['role'] } | Refusal> {
  const row = await findLeaseDetail(db, { leaseId: BigInt(leaseId) })
  if (row === null) return { rejected: 'lease.unknown' }
  noteOrder(row.bidHash)
  if (row.holder === account) return { row, role: 'renter' }
  if (row.provider === account) return { row, role: 'provider' }
  return row.renter === account ? { row, role: 'former_renter' } : { rejected: 'auth.forbidden' }
}
