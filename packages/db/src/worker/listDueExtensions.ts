import type { Queryable } from '../client/queryable.ts'
import { leaseColumns } from '../projections/leaseColumns.ts'
import type { LeaseRow } from '../projections/leaseRow.ts'

/** A running lease and the payload of the standing order that may extend it now. */
export interface DueExtension extends LeaseRow {
  payload: string
}

/**
 * Running leases in their last `windowSeconds` whose newest standing order still covers a step, and for which no transaction of it waits.
 * The contract has the last word. Indexes: leases (state, end_at), relays (lease_id, kind), transactions (lease_id). Takes no lock.
 */
export async function listDueExtensions(
  db: Queryable,
  { chainNow, windowSeconds, limit }: { chainNow: bigint; windowSeconds: bigint; limit: number },
): Promise<DueExtension[]> {
  return db.query<DueExtension>(
    `select lease.*, standing.payload from (select ${leaseColumns} from leases where state = 'active' and end_at > $1 and end_at <= $1::bigint + $2::bigint) as lease
       cross join lateral (select payload, payload::json as body from relays where relays.lease_id = lease."leaseId" and kind = 'autoExtend' order by seq desc limit 1) as standing
     where (body ->> 'expiry')::bigint > $1
       and lease."endAt" - lease."startAt" + (body ->> 'stepSeconds')::bigint <= (body ->> 'maxTotalSeconds')::bigint
       and not exists (select from transactions where transactions.lease_id = lease."leaseId" and action = 'autoExtend' and transactions.state in ('stored', 'broadcast'))
     order by lease."endAt" limit $3`,
    [chainNow, windowSeconds, limit],
  )
}
