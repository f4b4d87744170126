import type { Queryable } from '../client/queryable.ts'

/** One reading of a machine (`leaseId` null) or of a lease on it; null where nothing was measured. Sizes in MiB, GiB and KiB; `at` wall clock. */
export interface TelemetryRow {
  nodeId: string
  leaseId: bigint | null
  at: Date
  cpuPercent: number
  ramUsedMib: number
  ramTotalMib: number
  diskUsedGib: number | null
  diskTotalGib: number | null
  netRxKib: number | null
  netTxKib: number | null
  gpuPercent: number | null
  gpuMemoryUsedMib: number | null
  gpuWatts: number | null
  cpuWatts: number | null
  energyWh: number | null
  gco2Grams: number | null
  /** A list of GPUs as JSON text. */
  gpus: string | null
}

/** A reading as it is stored: with how many leases its machine could not wipe, and why its ask will not be signed again (as JSON text). */
export interface NewTelemetryRow extends TelemetryRow {
  residueLeases: number | null
  signingTrouble: string | null
}

/** Stores readings, all or none. */
export async function insertTelemetry(db: Queryable, { rows }: { rows: readonly NewTelemetryRow[] }): Promise<void> {
  await db.query(
    `insert into telemetry (node_id, lease_id, at, cpu_percent, ram_used_mib, ram_total_mib, disk_used_gib, disk_total_gib, net_rx_kib, net_tx_kib,
       gpu_percent, gpu_memory_used_mib, gpu_watts, cpu_watts, energy_wh, gco2_grams, gpus, residue_leases, signing_trouble)
     select * from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::float8[], $9::float8[],
       $10::float8[], $11::float8[], $12::float8[], $13::float8[], $14::float8[], $15::float8[], $16::float8[], $17::jsonb[], $18::int[], $19::jsonb[])`,
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
      rows.map((row) => row.gpuPercent),
      rows.map((row) => row.gpuMemoryUsedMib),
      rows.map((row) => row.gpuWatts),
      rows.map((row) => row.cpuWatts),
      rows.map((row) => row.energyWh),
      rows.map((row) => row.gco2Grams),
      rows.map((row) => row.gpus),
      rows.map((row) => row.residueLeases),
      rows.map((row) => row.signingTrouble),
    ],
  )
}
