import { findLeaseDetail } from '@infinitio/db'
import { leaseTermsOf } from '@infinitio/domain'
import { leaseTermsToWire } from '@infinitio/domain/wire'
import type { SignedLease } from '@infinitio/sdk'
import type { TestApi } from './startTestApi.ts'

/** Returns the signed terms of a lease from its stored row. Throws if the lease is not stored. */
export async function signedLease({ owner }: Pick<TestApi, 'owner'>, leaseId: string | bigint): Promise<SignedLease> {
  const row = await findLeaseDetail(owner, { leaseId: BigInt(leaseId) })
  if (row === null) throw new Error(`lease ${leaseId} is not stored`)
  return { leaseId: row.leaseId.toString(), terms: leaseTermsToWire(leaseTermsOf(row)) }
}
