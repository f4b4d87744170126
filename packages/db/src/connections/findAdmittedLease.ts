import type { Queryable } from '../client/queryable.ts'
import { type AdmittedLease, admittedLeaseFromRow, type AdmittedLeaseRow, admittedLeaseSelect } from './admittedLease.ts'

/** One lease when its renter may come in now, else null. Indexes: leases (lease_id), relays (lease_id, kind). Takes no lock. */
export async function findAdmittedLease(db: Queryable, { leaseId }: { leaseId: string }): Promise<AdmittedLease | null> {
  const rows = await db.query<AdmittedLeaseRow>(`${admittedLeaseSelect} and leases.lease_id = $1`, [leaseId])
  return rows[0] === undefined ? null : admittedLeaseFromRow(rows[0])
}
