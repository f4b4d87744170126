import type { Queryable } from '../client/queryable.ts'

/** What a lease used in all, by the readings of its own node. */
export interface LeaseEnergyRow {
  gpuWh: number
  cpuWh: number
  gco2Grams: number | null
  grid: string | null
  cpuBasis: string | null
  firstAt: Date
  lastAt: Date
}

/** The energy of a lease; null when its node never measured any. Index: the primary key. Takes no lock. */
export async function readLeaseEnergy(db: Queryable, { nodeId, leaseId }: { nodeId: string; leaseId: bigint }): Promise<LeaseEnergyRow | null> {
  const [row] = await db.query<LeaseEnergyRow>(
    `select gpu_wh as "gpuWh", cpu_wh as "cpuWh", gco2_grams as "gco2Grams", grid, cpu_basis as "cpuBasis", first_at as "firstAt", last_at as "lastAt"
     from lease_energy where node_id = $1 and lease_id = $2`,
    [nodeId, leaseId],
  )
  return row ?? null
}
