// Machines of the providers of the task pool. The API reads `chain_nodes`, `leases` and `node_heartbeats`.
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { chain_nodes: nodes } = tables

const poolMachineRow = rowOf({
  provider: nodes.provider,
  classId: nodes.class_id,
  vramGib: nodes.vram_gib,
  tier: nodes.tier,
  state: oneOf('text', ['free', 'rented', 'away']),
  fingerprints: 'text[]?',
})

/** A machine of a provider. `state` is `away` if the machine does not respond, else `rented` if it has a booked or active lease, else `free`. `fingerprints`
 * are those that its agent reported; null without a heartbeat. */
export type PoolMachineRow = RowOf<typeof poolMachineRow>

const machinesOf = statement(
  poolMachineRow,
  `select n.provider, n.class_id as "classId", n.vram_gib as "vramGib", n.tier,
     case when h.silent is distinct from false then 'away'
       when exists (select from leases l where l.node_id = n.node_id and l.state in ('booked', 'active')) then 'rented' else 'free' end as state, h.fingerprints
   from chain_nodes n left join node_heartbeats h on h.node_id = n.node_id
   where n.provider = any($1) and not n.retired
   limit 5000`,
)

/** Returns the machines of these providers, at most 5,000. Indexes: chain_nodes (provider), leases (node_id, state). Takes no lock. */
export async function listPoolMachines(db: Queryable, { providers }: { providers: readonly string[] }): Promise<PoolMachineRow[]> {
  return machinesOf.rows(db, [providers])
}
