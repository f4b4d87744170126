import type { Queryable } from '../client/queryable.ts'
import { leaseColumns } from '../projections/leases.ts'
import { type LeaseDetailRow, leaseDetailColumns, leaseDetailJoins } from './leaseDetailRow.ts'

/**
 * Which leases of an account: as renter (those it booked, those it holds by their token, and those it gave away), as provider, as guest (those that are shared with it); live (not closed),
 * closed, or all.
 */
export interface LeaseFilter {
  account: string
  /** Only those whose bid this session key of the account signed; null: all. */
  sessionKey: string | null
  role: 'renter' | 'provider' | 'guest'
  state: 'live' | 'closed' | 'all'
  beforeLeaseId: bigint | null
  limit: number
}

const isTheirs: Record<LeaseFilter['role'], string> = {
  renter: '(renter = $1 or holder = $1)',
  provider: 'provider = $1',
  guest: `exists (select from lease_shares s where s.guest = $1 and s.bid_hash = leases.bid_hash and s.shared_by = coalesce(leases.holder, leases.renter))`,
}

/** Leases of an account, newest first. Index: leases (renter, lease_id), leases (holder), leases (provider, lease_id), lease_shares (guest), leases (bid_hash), session_bids (bid_hash). Takes no lock. */
export async function listAccountLeases(
  db: Queryable,
  { account, sessionKey, role, state, beforeLeaseId, limit }: LeaseFilter,
): Promise<LeaseDetailRow[]> {
  return db.query<LeaseDetailRow>(
    `select ${leaseDetailColumns} from (
       select ${leaseColumns} from leases where ${isTheirs[role]} and ($2::bigint is null or lease_id < $2)
         and ($3 = 'all' or ($3 = 'closed') = (state = 'closed'))
       and ($5::text is null or exists (select from session_bids k where k.bid_hash = leases.bid_hash and k.account = $1 and k.key = $5))
       order by lease_id desc limit $4) l ${leaseDetailJoins} order by l."leaseId" desc`,
    [account, beforeLeaseId, state, limit, sessionKey],
  )
}
