import type { NodeState } from '@infinitio/domain'
import { nodeStateColumn } from '../nodes.ts'
import type { LeaseRow } from '../projections/leases.ts'

/** A lease with its machine's name and facts, and how far the chain is. `workload` is canonical JSON, or null when it was never put. */
export interface LeaseDetailRow extends LeaseRow {
  leaseName: string | null
  nodeName: string | null
  simulated: boolean | null
  className: string | null
  regionName: string | null
  vramGib: number
  cpuCores: number
  ramGib: bigint
  diskGib: bigint
  nodeState: NodeState
  /** When the lease was lost with its node, and the node's last sign of life before, in Unix seconds of the block clock; null when it was not. */
  lostAt: Date | null
  lostSince: bigint | null
  workload: string | null
  /** How far its image is, as its agent said last; null when it never did. */
  image: unknown
  /** How far its secrets are, and by which code its node refused the last; null when none were handed in. */
  secretsState: 'sealed' | 'opened' | 'refused' | null
  secretsCode: string | null
  /** Time of the block that ended it; `endAt` is when it ends, which is later after a notice. */
  endedAt: bigint | null
  finalNumber: bigint
}

/** The joins of LeaseDetailRow; follows `from leases` (every column of it must be spelled without a prefix, see leaseColumns). */
export const leaseDetailColumns = `l.*, m.name as "leaseName", f.name as "nodeName", f.simulated, c.name as "className", r.name as "regionName",
  n.vram_gib as "vramGib", n.cpu_cores as "cpuCores", n.ram_gib as "ramGib", n.disk_gib as "diskGib", ${nodeStateColumn} as "nodeState",
  x.lost_at as "lostAt", x.since as "lostSince", w.body as workload, i.image, s.state as "secretsState", s.code as "secretsCode",
  (select timestamp from blocks where number = l."endedBlock") as "endedAt",
  coalesce((select final_number from follower_checkpoint where id = 1), -1) as "finalNumber"`

/** Joins for leaseDetailColumns; `l` is a subquery over leases with leaseColumns. */
export const leaseDetailJoins = `left join chain_nodes n on n.node_id = l."nodeId" left join node_profiles f on f.node_id = l."nodeId"
  left join chain_classes c on c.class_id = n.class_id left join chain_regions r on r.region_id = n.region_id
  left join node_heartbeats h on h.node_id = l."nodeId" left join lease_names m on m.bid_hash = l."bidHash" left join workloads w on w.hash = l."workloadHash"
  left join lease_images i on i.node_id = l."nodeId" and i.lease_id = l."leaseId"
  left join sealed_secrets s on s.workload_hash = l."workloadHash" and s.node_id = l."nodeId"
  left join lost_leases x on x.lease_id = l."leaseId" and x.bid_hash = l."bidHash"`
