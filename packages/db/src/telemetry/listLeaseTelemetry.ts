import type { Queryable } from '../client/queryable.ts'
import { telemetryTables } from './deleteTelemetryBefore.ts'
import type { TelemetryRow } from './insertTelemetry.ts'

/** Which readings of a lease: those its own node sent, of one fineness, in [from, to), at most `limit`. */
export interface TelemetrySpan {
  nodeId: string
  leaseId: bigint
  of: keyof typeof telemetryTables
  from: Date
  to: Date
  limit: number
}

/** The newest readings of a lease in a span, oldest first; means of a minute or an hour are named by its beginning. Index: (lease_id, at) of each table. Takes no lock. */
export async function listLeaseTelemetry(db: Queryable, { nodeId, leaseId, of, from, to, limit }: TelemetrySpan): Promise<TelemetryRow[]> {
  const rows = await db.query<TelemetryRow>(
    `select node_id as "nodeId", lease_id as "leaseId", at, cpu_percent as "cpuPercent", ram_used_mib as "ramUsedMib", ram_total_mib as "ramTotalMib",
       disk_used_gib as "diskUsedGib", disk_total_gib as "diskTotalGib", net_rx_kib as "netRxKib", net_tx_kib as "netTxKib",
       gpu_percent as "gpuPercent", gpu_memory_used_mib as "gpuMemoryUsedMib", gpu_watts as "gpuWatts", cpu_watts as "cpuWatts",
       energy_wh as "energyWh", gco2_grams as "gco2Grams", ${of === 'reading' ? 'gpus::text' : 'null::text'} as gpus
     from ${telemetryTables[of]} where lease_id = $1 and at >= $2 and at < $3 and node_id = $5 order by at desc limit $4`,
    [leaseId, from, to, limit, nodeId],
  )
  return rows.reverse()
}
