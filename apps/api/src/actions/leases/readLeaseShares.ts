import { listLeaseShares } from '@infinitio/db'
import { type Address, isRefusal, mostSharesPerLease, type Refusal } from '@infinitio/domain'
import type { LeaseSharesWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from './findOwnLease.ts'

/** Whom a lease is shared with, for who holds it. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export async function readLeaseShares(
  services: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<LeaseSharesWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'seeShares' })
  if (isRefusal(own)) return own
  const rows = await listLeaseShares(services.db, { bidHash: own.row.bidHash, holder: account })
  const shares = rows.map((row) => ({
    ...{ account: row.account, right: row.may, sshKeys: Number(row.sshKeys) },
    sharedAt: Math.floor(row.createdAt.getTime() / 1_000),
  }))
  return { shares, most: mostSharesPerLease }
}
