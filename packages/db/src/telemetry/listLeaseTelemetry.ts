import type { Queryable } from '../client/queryable.ts'
import type { TelemetryRow } from './insertTelemetry.ts'

/** The newest `limit` readings of a lease, oldest first. Index: telemetry (lease_id, at). Takes no lock. */
export async function listLeaseTelemetry(db: Queryable, { leaseId, limit }: { leaseId: bigint; limit: number }): Promise<TelemetryRow[]> {
  const rows = await db.query<TelemetryRow>(
    `select node_id as "nodeId", lease_id as "leaseId", at, cpu_percent as "cpuPercent", ram_used_mib as "ramUsedMib", ram_total_mib as "ramTotalMib",
       disk_used_gib as "diskUsedGib", disk_total_gib as "diskTotalGib", net_rx_kib as "netRxKib", net_tx_kib as "netTxKib"
     from telemetry where lease_id = $1 order by at desc limit $2`,
    [leaseId, limit],
  )
  return rows.reverse()
}
