import type { Queryable } from '../client/queryable.ts'
import { telemetryTables } from './deleteTelemetryBefore.ts'
import type { TelemetryRow } from './insertTelemetry.ts'

/** Which readings of a lease: of one fineness, in [from, to), at most `limit`. */
export interface TelemetrySpan {
  leaseId: bigint
  of: keyof typeof telemetryTables
  from: Date
  to: Date
  limit: number
}

/** The newest readings of a lease in a span, oldest first; means of a minute or an hour are named by its beginning. Index: (lease_id, at) of each table. Takes no lock. */
export async function listLeaseTelemetry(db: Queryable, { leaseId, of, from, to, limit }: TelemetrySpan): Promise<TelemetryRow[]> {
  const rows = await db.query<TelemetryRow>(
    `select node_id as "nodeId", lease_id as "leaseId", at, cpu_percent as "cpuPercent", ram_used_mib as "ramUsedMib", ram_total_mib as "ramTotalMib",
       disk_used_gib as "diskUsedGib", disk_total_gib as "diskTotalGib", net_rx_kib as "netRxKib", net_tx_kib as "netTxKib"
     from ${telemetryTables[of]} where lease_id = $1 and at >= $2 and at < $3 order by at desc limit $4`,
    [leaseId, from, to, limit],
  )
  return rows.reverse()
}
