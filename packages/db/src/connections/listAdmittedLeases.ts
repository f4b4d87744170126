import type { Queryable } from '../client/queryable.ts'
import { type AdmittedLease, admittedLeaseFromRow, type AdmittedLeaseRow, admittedLeaseSelect } from './admittedLease.ts'

/** Every admitted lease on the given nodes. Indexes: leases (node_id, state), relays (lease_id, kind). Takes no lock. */
export async function listAdmittedLeases(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<AdmittedLease[]> {
  const rows = await db.query<AdmittedLeaseRow>(`${admittedLeaseSelect} and leases.node_id = any($1)`, [nodeIds])
  return rows.map(admittedLeaseFromRow)
}
