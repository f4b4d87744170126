// Energy and images of leases, from the nodes' reports. The API (role infinitio_api) writes the tables `lease_energy` and `lease_images`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/**
 * The energy of a lease in one telemetry reading (measurement) of a node, in watt-hours. `grid` describes the electricity: the country, the grams of CO2 per
 * kWh there, and the year of that number. `cpuBasis` describes how the energy of the CPU was calculated.
 */
export interface LeaseEnergyPart {
  nodeId: string
  leaseId: bigint
  at: Date
  gpuWh: number
  cpuWh: number
  gco2Grams: number | null
  grid: string | null
  cpuBasis: string | null
}

/**
 * Adds the energy in telemetry readings to the totals of the leases. A reading counts only if it is later than the last one that counted for the lease, so a
 * repeated reading counts once. A call may contain one reading for each lease. Locks the leases' rows.
 */
export async function addLeaseEnergy(db: Queryable, { parts }: { parts: readonly LeaseEnergyPart[] }): Promise<void> {
  if (parts.length === 0) return
  await db.query(
    `insert into lease_energy as known (node_id, lease_id, first_at, last_at, gpu_wh, cpu_wh, gco2_grams, grid, cpu_basis)
     select node_id, lease_id, at, at, gpu_wh, cpu_wh, gco2_grams, grid, cpu_basis
     from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::float8[], $5::float8[], $6::float8[], $7::text[], $8::text[])
       as part (node_id, lease_id, at, gpu_wh, cpu_wh, gco2_grams, grid, cpu_basis)
     order by node_id, lease_id
     on conflict (node_id, lease_id) do update set last_at = excluded.last_at, gpu_wh = known.gpu_wh + excluded.gpu_wh,
       cpu_wh = known.cpu_wh + excluded.cpu_wh, gco2_grams = known.gco2_grams + excluded.gco2_grams,
       grid = coalesce(excluded.grid, known.grid), cpu_basis = coalesce(excluded.cpu_basis, known.cpu_basis)
     where excluded.last_at > known.last_at`,
    [
      parts.map((part) => part.nodeId),
      parts.map((part) => part.leaseId),
      parts.map((part) => part.at),
      parts.map((part) => part.gpuWh),
      parts.map((part) => part.cpuWh),
      parts.map((part) => part.gco2Grams),
      parts.map((part) => part.grid),
      parts.map((part) => part.cpuBasis),
    ],
  )
}

const leaseEnergyRow = rowOf({
  gpuWh: tables.lease_energy.gpu_wh,
  cpuWh: tables.lease_energy.cpu_wh,
  gco2Grams: tables.lease_energy.gco2_grams,
  grid: tables.lease_energy.grid,
  cpuBasis: tables.lease_energy.cpu_basis,
  firstAt: tables.lease_energy.first_at,
  lastAt: tables.lease_energy.last_at,
})

/** The total energy of a lease, from telemetry readings (measurements) of its node. */
export type LeaseEnergyRow = RowOf<typeof leaseEnergyRow>

const energyOfLease = statement(
  leaseEnergyRow,
  `select gpu_wh as "gpuWh", cpu_wh as "cpuWh", gco2_grams as "gco2Grams", grid, cpu_basis as "cpuBasis", first_at as "firstAt", last_at as "lastAt"
   from lease_energy where node_id = $1 and lease_id = $2`,
)

/** Returns the energy of a lease; returns null if its node never measured any. Index: the primary key. Takes no lock. */
export async function readLeaseEnergy(db: Queryable, { nodeId, leaseId }: { nodeId: string; leaseId: bigint }): Promise<LeaseEnergyRow | null> {
  return energyOfLease.first(db, [nodeId, leaseId])
}

/** The progress of the image of a lease, as JSON text. */
export interface LeaseImagePart {
  nodeId: string
  leaseId: bigint
  image: string
}

/**
 * Stores the progress of images that agents report. A report counts only for a live lease on the node that reports it; all others are ignored, so that an agent
 * cannot fill the table. If the progress of a lease has not changed, its row does not change either. A call may contain one report for each lease. Index:
 * leases (lease_id), the primary key. Locks the rows.
 */
export async function saveLeaseImages(db: Queryable, { parts }: { parts: readonly LeaseImagePart[] }): Promise<void> {
  if (parts.length === 0) return
  await db.query(
    `insert into lease_images as known (node_id, lease_id, image)
     select node_id, lease_id, image from unnest($1::text[], $2::bigint[], $3::jsonb[]) as part (node_id, lease_id, image)
     where exists (select from leases l where l.lease_id = part.lease_id and l.node_id = part.node_id and l.state in ('booked', 'active'))
     order by node_id, lease_id
     on conflict (node_id, lease_id) do update set image = excluded.image, updated_at = now() where known.image is distinct from excluded.image`,
    [parts.map((part) => part.nodeId), parts.map((part) => part.leaseId), parts.map((part) => part.image)],
  )
}
