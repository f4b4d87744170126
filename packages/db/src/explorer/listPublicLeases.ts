import type { Queryable } from '../client/queryable.ts'
import { type PublicLeaseRow, publicLeaseColumns, publicLeaseJoins } from './publicLeaseRow.ts'

/**
 * Leases of all, or of an account as renter or provider; newest first, those before `beforeLeaseId`. Index: leases (lease_id), or (renter, lease_id) and
 * (provider, lease_id), each read up to `limit`. Takes no lock.
 */
export async function listPublicLeases(
  db: Queryable,
  { account, beforeLeaseId, limit }: { account: string | null; beforeLeaseId: bigint | null; limit: number },
): Promise<PublicLeaseRow[]> {
  const before = '($1::bigint is null or lease_id < $1)'
  const of = (condition: string) => `(select * from leases where ${condition}${before} order by lease_id desc limit $2)`
  const page = account === null ? of('') : `(${of('renter = $3 and ')} union ${of('provider = $3 and ')} order by lease_id desc limit $2)`
  return db.query<PublicLeaseRow>(
    `select ${publicLeaseColumns} from ${page} l ${publicLeaseJoins} order by l.lease_id desc`,
    account === null ? [beforeLeaseId, limit] : [beforeLeaseId, limit, account],
  )
}
