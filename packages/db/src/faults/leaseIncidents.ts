// Incidents of leases that agents report. The API (role infinitio_api) writes the table `lease_incidents`.
import type { FaultIncident } from '@infinitio/domain'
import type { Queryable } from '../client/queryable.ts'

/**
 * A kind of incident that an agent reports. `machine_disk` (the machine's disk is full) gets no record, because the lease may not notice it; it is only a possible
 * cause of other incidents.
 */
export type ReportedIncident =
  | Extract<FaultIncident, 'gpu_error' | 'gpu_memory' | 'gpu_lost' | 'reboot' | 'script_exit' | 'out_of_memory' | 'disk_full' | 'port_closed'>
  | 'machine_disk'

/** An incident of a lease on a node. `value` depends on the kind of incident: an Xid error number of the GPU, an exit code, a port or a count. */
export interface LeaseIncidentPart {
  nodeId: string
  leaseId: bigint
  incident: ReportedIncident
  value: number | null
}

/**
 * Stores incidents that agents report. Only the first incident of each kind is stored for a lease, and only if the lease is active on the node that reports it.
 * Ignores all others, so that an agent cannot fill the table. Only `machine_disk` gets the time of its last report. Index: leases (lease_id), the primary key.
 */
export async function saveLeaseIncidents(db: Queryable, { parts }: { parts: readonly LeaseIncidentPart[] }): Promise<void> {
  if (parts.length === 0) return
  await db.query(
    `insert into lease_incidents (node_id, lease_id, incident, value)
     select node_id, lease_id, incident, value from unnest($1::text[], $2::bigint[], $3::text[], $4::int[]) as part (node_id, lease_id, incident, value)
     where exists (select from leases l where l.lease_id = part.lease_id and l.node_id = part.node_id and l.state = 'active')
     order by node_id, lease_id, incident
     on conflict (node_id, lease_id, incident) do update set at = now() where excluded.incident = 'machine_disk'`,
    [parts.map(({ nodeId }) => nodeId), parts.map(({ leaseId }) => leaseId), parts.map(({ incident }) => incident), parts.map(({ value }) => value)],
  )
}

/**
 * If the machine of a node has rebooted, stores an incident for the active leases of the node. A machine has rebooted if its new boot time is more than 60 s
 * later than the boot time in the agent's last report; a smaller difference is a change of the machine's clock. Call it before `saveNodeAgent`, which replaces
 * that report. `bootedAgoSeconds` is the time since the boot; leases that became ready after the boot are not affected. `chainNow` is the block clock in Unix
 * seconds. Index: node_agents (node_id), leases (node_id, state).
 */
export async function saveReboot(
  tx: Queryable,
  { nodeId, bootedAt, bootedAgoSeconds, chainNow }: { nodeId: string; bootedAt: bigint; bootedAgoSeconds: number; chainNow: bigint },
): Promise<void> {
  await tx.query(
    `insert into lease_incidents (node_id, lease_id, incident)
     select l.node_id, l.lease_id, 'reboot' from leases l join node_agents a on a.node_id = l.node_id
     where l.node_id = $1 and l.state = 'active' and a.booted_at + 60 < $2::bigint and l.ready_at < $4::bigint - $3::bigint
     order by l.lease_id
     on conflict (node_id, lease_id, incident) do nothing`,
    [nodeId, bootedAt, bootedAgoSeconds, chainNow],
  )
}
