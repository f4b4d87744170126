// Telemetry readings (measurements) of machines and leases. The API (role infinitio_api) writes the tables `telemetry`, `telemetry_minutes` and
// `telemetry_hours`.
import { present, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement, statementFor } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const telemetryRow = rowOf({
  nodeId: tables.telemetry.node_id,
  leaseId: tables.telemetry.lease_id,
  at: tables.telemetry.at,
  // These three columns are never null (`present`), because every stored reading (measurement) has the values.
  cpuPercent: present(tables.telemetry.cpu_percent),
  ramUsedMib: present(tables.telemetry.ram_used_mib),
  ramTotalMib: present(tables.telemetry.ram_total_mib),
  diskUsedGib: tables.telemetry.disk_used_gib,
  diskTotalGib: tables.telemetry.disk_total_gib,
  netRxKib: tables.telemetry.net_rx_kib,
  netTxKib: tables.telemetry.net_tx_kib,
  gpuPercent: tables.telemetry.gpu_percent,
  gpuMemoryUsedMib: tables.telemetry.gpu_memory_used_mib,
  gpuWatts: tables.telemetry.gpu_watts,
  cpuWatts: tables.telemetry.cpu_watts,
  energyWh: tables.telemetry.energy_wh,
  gco2Grams: tables.telemetry.gco2_grams,
  /** A list of GPUs as JSON text. */
  gpus: 'text?',
})

/**
 * One telemetry reading (measurement) of a whole machine (`leaseId` is null) or of a lease on it. A value is null if it was not measured. Sizes are in the unit
 * that the name of the field contains (MiB, GiB or KiB); `at` is wall-clock time.
 */
export type TelemetryRow = RowOf<typeof telemetryRow>

/**
 * A reading to store. `residueLeases` is the number of ended leases that the machine could not wipe. If the agent cannot sign the next ask of the machine,
 * `signingTrouble` is the reason as JSON text.
 */
export interface NewTelemetryRow extends TelemetryRow {
  residueLeases: number | null
  signingTrouble: string | null
}

/** Stores telemetry readings (measurements), all or none. */
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

const machineReadingRow = rowOf({
  nodeId: tables.telemetry.node_id,
  at: tables.telemetry.at,
  diskUsedGib: tables.telemetry.disk_used_gib,
  diskTotalGib: tables.telemetry.disk_total_gib,
  gpuWatts: tables.telemetry.gpu_watts,
  cpuWatts: tables.telemetry.cpu_watts,
  gpus: 'text?',
  residueLeases: tables.telemetry.residue_leases,
  signingTrouble: 'text?',
})

/** The newest reading of a machine, with the fields that alerts need. `gpus` is a list and `signingTrouble` an object, both as JSON text. */
export type MachineReading = RowOf<typeof machineReadingRow>

const latestReadings = statement(
  machineReadingRow,
  `select reading.* from unnest($1::text[]) as wanted (node_id) cross join lateral (
   select node_id as "nodeId", at, disk_used_gib as "diskUsedGib", disk_total_gib as "diskTotalGib", gpu_watts as "gpuWatts", cpu_watts as "cpuWatts",
     gpus::text, residue_leases as "residueLeases",
     signing_trouble::text as "signingTrouble"
   from telemetry where telemetry.node_id = wanted.node_id and lease_id is null and at >= $2 order by at desc limit 1) as reading`,
)

/** Lists the newest telemetry reading of each machine since `from`, without machines that have no reading. Index: telemetry (node_id, at). Takes no lock. */
export async function listLatestReadings(db: Queryable, { nodeIds, from }: { nodeIds: readonly string[]; from: Date }): Promise<MachineReading[]> {
  return latestReadings.rows(db, [nodeIds, from])
}

/** The table with the telemetry readings of each resolution: single readings, averages of a minute, and averages of an hour. */
export const telemetryTables = { reading: 'telemetry', minute: 'telemetry_minutes', hour: 'telemetry_hours' } as const

/** Deletes the telemetry readings of one resolution that are older than `before`. Index: the index on the column `at` of the table. */
export async function deleteTelemetryBefore(db: Queryable, { of, before }: { of: keyof typeof telemetryTables; before: Date }): Promise<void> {
  await db.query(`delete from ${telemetryTables[of]} where at < $1`, [before])
}

/**
 * Selects up to `limit` telemetry readings of a lease in one resolution, from `from` (included) to `to` (not included). Only readings that the lease's own node
 * sent count.
 */
export interface TelemetrySpan {
  nodeId: string
  leaseId: bigint
  of: keyof typeof telemetryTables
  from: Date
  to: Date
  limit: number
}

/** SQL that selects the columns of `TelemetryRow` from the table of one resolution. */
const selectReadings = (
  of: TelemetrySpan['of'],
) => `select node_id as "nodeId", lease_id as "leaseId", at, cpu_percent as "cpuPercent", ram_used_mib as "ramUsedMib", ram_total_mib as "ramTotalMib",
       disk_used_gib as "diskUsedGib", disk_total_gib as "diskTotalGib", net_rx_kib as "netRxKib", net_tx_kib as "netTxKib",
       gpu_percent as "gpuPercent", gpu_memory_used_mib as "gpuMemoryUsedMib", gpu_watts as "gpuWatts", cpu_watts as "cpuWatts",
       energy_wh as "energyWh", gco2_grams as "gco2Grams", ${of === 'reading' ? 'gpus::text' : 'null::text'} as gpus
     from ${telemetryTables[of]}`

const leaseTelemetry = statementFor(
  telemetryRow,
  (of: TelemetrySpan['of']) => `${selectReadings(of)} where lease_id = $1 and at >= $2 and at < $3 and node_id = $5 order by at desc limit $4`,
  [['reading'], ['minute'], ['hour']],
)

/**
 * Lists the newest telemetry readings of a lease in a time span, oldest first. If the readings are averages, `at` is the beginning of their minute or hour.
 * Index: (lease_id, at) of each table. Takes no lock.
 */
export async function listLeaseTelemetry(db: Queryable, { nodeId, leaseId, of, from, to, limit }: TelemetrySpan): Promise<TelemetryRow[]> {
  const rows = await leaseTelemetry(of).rows(db, [leaseId, from, to, limit, nodeId])
  return rows.reverse()
}

const machineTelemetry = statementFor(
  telemetryRow,
  // The tables of averages use lease 0 for the machine as a whole, because a key column cannot be null.
  (of: TelemetrySpan['of']) =>
    `${selectReadings(of)} where node_id = $1 and ${of === 'reading' ? 'lease_id is null' : 'lease_id = 0'} and at >= $2 and at < $3 order by at desc limit $4`,
  [['reading'], ['minute'], ['hour']],
)

/**
 * Lists the newest telemetry readings of a machine in a span, oldest first. Index: telemetry (node_id, at), the primary keys of the averages. Takes no lock.
 */
export async function listMachineTelemetry(db: Queryable, { nodeId, of, from, to, limit }: Omit<TelemetrySpan, 'leaseId'>): Promise<TelemetryRow[]> {
  const rows = await machineTelemetry(of).rows(db, [nodeId, from, to, limit])
  return rows.reverse()
}

const machineEnergyRow = rowOf({ todayWh: 'float8', totalWh: 'float8', measuredSeconds: 'float8' })

/**
 * The energy of a machine in Wh according to its telemetry: since the start of the day (`todayWh`) and since an earlier moment (`totalWh`). `measuredSeconds`
 * is the time for which the machine was measured since that moment.
 */
export type MachineEnergyRow = RowOf<typeof machineEnergyRow>

/** An agent sends a telemetry reading of its machine once in this number of seconds. */
const readingSeconds = 5

const machineEnergy = statement(
  machineEnergyRow,
  `with spans as (
     select at, samples, gpu_watts, cpu_watts from telemetry_hours where node_id = $1 and lease_id = 0 and at >= $2
     union all
     select at, samples, gpu_watts, cpu_watts from telemetry_minutes m where node_id = $1 and lease_id = 0 and at >= $2
       and at >= coalesce((select max(at) + interval '1 hour' from telemetry_hours where node_id = $1 and lease_id = 0), $2)),
   measured as (
     select at, samples * ${readingSeconds}::float8 as seconds, coalesce(gpu_watts, 0) + coalesce(cpu_watts, 0) as watts
     from spans where gpu_watts is not null or cpu_watts is not null)
   select coalesce(sum(watts * seconds / 3600) filter (where at >= $3), 0) as "todayWh", coalesce(sum(watts * seconds / 3600), 0) as "totalWh",
     coalesce(sum(seconds), 0) as "measuredSeconds" from measured`,
)

/**
 * Sums the energy of a machine since `from` and since `today`. It uses the averages of hours, and the averages of minutes for an hour that has no average yet.
 * Index: the primary keys of `telemetry_hours` and `telemetry_minutes`. Takes no lock.
 */
export function readMachineEnergy(db: Queryable, { nodeId, from, today }: { nodeId: string; from: Date; today: Date }): Promise<MachineEnergyRow> {
  return machineEnergy.only(db, [nodeId, from, today])
}

/** Columns of telemetry readings for which the row of a minute or an hour stores the average. */
const telemetryValues = [
  'cpu_percent',
  'ram_used_mib',
  'ram_total_mib',
  'disk_used_gib',
  'disk_total_gib',
  'net_rx_kib',
  'net_tx_kib',
  'gpu_percent',
  'gpu_memory_used_mib',
  'gpu_watts',
  'cpu_watts',
] as const

/** Columns of telemetry readings for which the row of a minute or an hour stores the sum. */
const telemetrySums = ['energy_wh', 'gco2_grams'] as const

/**
 * How telemetry is summed up into minutes and hours. `from` is the table to read and `into` the table to write. `weight` is SQL for how much a row counts in
 * the average, and `lease` is SQL for the lease of a row.
 */
const steps = {
  minute: { from: 'telemetry', into: 'telemetry_minutes', weight: '1', lease: 'coalesce(lease_id, 0)' },
  hour: { from: 'telemetry_minutes', into: 'telemetry_hours', weight: 'samples', lease: 'lease_id' },
} as const

/**
 * Sums up telemetry between `from` (included) and `to` (not included): single readings (one every 5 s) into minutes, or minutes into hours. It is safe to
 * repeat. If fewer readings of a minute or an hour remain than were summed up before, its row does not change. Index: telemetry (at), telemetry_minutes (at).
 */
export async function rollUpTelemetry(db: Queryable, { into, from, to }: { into: keyof typeof steps; from: Date; to: Date }): Promise<void> {
  const step = steps[into]
  const means = telemetryValues.map((value) => `sum(${value} * ${step.weight}) / nullif(sum(${step.weight}) filter (where ${value} is not null), 0)`)
  const sums = telemetrySums.map((value) => `sum(${value})`)
  const columns = [...telemetryValues, ...telemetrySums]
  const updates = columns.map((value) => `${value} = excluded.${value}`)
  await db.query(
    `insert into ${step.into} as known (node_id, lease_id, at, samples, ${columns.join(', ')})
     select node_id, ${step.lease}, date_bin('1 ${into}', at, 'epoch'), sum(${step.weight}), ${[...means, ...sums].join(', ')}
     from ${step.from} where at >= $1 and at < $2 group by 1, 2, 3
     on conflict (node_id, lease_id, at) do update set samples = excluded.samples, ${updates.join(', ')} where excluded.samples >= known.samples`,
    [from, to],
  )
}
