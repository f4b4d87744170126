import type { Queryable } from '../client/queryable.ts'

/** One reading of a machine (`leaseId` null) or of a lease on it. Sizes in MiB, GiB and KiB a second; `at` wall clock. */
export interface TelemetryRow {
  nodeId: string
  leaseId: bigint | null
  at: Date
  cpuPercent: number
  ramUsedMib: number
  ramTotalMib: number
  diskUsedGib: number
  diskTotalGib: number
  netRxKib: number
  netTxKib: number
}

/** Stores readings, all or none. */
export async function insertTelemetry(db: Queryable, { rows }: { rows: readonly TelemetryRow[] }): Promise<void> {
  await db.query(
    `insert into telemetry (node_id, lease_id, at, cpu_percent, ram_used_mib, ram_total_mib, disk_used_gib, disk_total_gib, net_rx_kib, net_tx_kib)
     select * from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::float8[], $9::float8[], $10::float8[])`,
    [
      rows.map((row) => row.nodeId),
      rows.map((row) => row.leaseId),
      rows.map((row) => row.at),
      rows.map((row) => row.cpuPercent),
      rows.map((row) => row.ramUsedMib),
      rows.map((row) => row.ramTotalMib),
      rows.map((row) => row.diskUsedGib),
      rows.map((row) => row.diskTotalGib),
      rows.map((row) => row.netRxKib),
      rows.map((row) => row.netTxKib),
    ],
  )
}
