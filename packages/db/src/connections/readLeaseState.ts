import type { Queryable } from '../client/queryable.ts'

/** The state of a lease as the follower has it, or null when there is none. Index: leases (lease_id). Takes no lock. */
export async function readLeaseState(db: Queryable, { leaseId }: { leaseId: string }): Promise<string | null> {
  const rows = await db.query<{ state: string }>('select state from leases where lease_id = $1', [leaseId])
  return rows[0]?.state ?? null
}
