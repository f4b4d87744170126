// Finds out which machines and leases are simulated. The API reads `node_profiles` and `leases`.
import { rowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'

const simulatedOf = statement(
  rowOf({ id: 'text!' }),
  `select l.lease_id::text as id from leases l join node_profiles f using (node_id) where l.lease_id = any($1::bigint[]) and f.simulated
   union all select node_id as id from node_profiles where node_id = any($2::text[]) and simulated`,
)

/**
 * From the given ids of leases and nodes, returns those that belong to simulated machines, as text. Index: leases (lease_id), node_profiles (node_id). Takes no
 * lock.
 */
export async function listSimulated(
  db: Queryable,
  { leaseIds, nodes }: { leaseIds: readonly bigint[]; nodes: readonly string[] },
): Promise<ReadonlySet<string>> {
  return new Set((await simulatedOf.rows(db, [leaseIds, nodes])).map(({ id }) => id))
}
