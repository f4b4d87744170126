import type { Queryable } from '../client/queryable.ts'

/** True for whoever put the workload, and for who holds a live lease that names it. Index: workloads (hash), leases (renter), leases (holder). Takes no lock. */
export async function mayHandInSecrets(db: Queryable, { workloadHash, account }: { workloadHash: string; account: string }): Promise<boolean> {
  const rows = await db.query<{ may: boolean }>(
    `select exists (select from workloads where hash = $1 and owner = $2)
       or exists (select from leases where workload_hash = $1 and (renter = $2 or holder = $2) and coalesce(holder, renter) = $2
         and state in ('booked', 'active')) as may`,
    [workloadHash, account],
  )
  return rows[0]?.may ?? false
}
