import { readLeaseEnergy } from '@infinitio/db'
import type { LeaseEnergyWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Returns a lease's total energy, summed from the telemetry of its node, or null if there is none. */
export async function energyOfLease({ db }: Pick<Services, 'db'>, lease: { nodeId: string; leaseId: bigint }): Promise<LeaseEnergyWire | null> {
  const row = await readLeaseEnergy(db, lease)
  if (row === null) return null
  const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000)
  return {
    ...{ wh: row.gpuWh + row.cpuWh, gpuWh: row.gpuWh, cpuWh: row.cpuWh, gco2Grams: row.gco2Grams, grid: row.grid },
    cpuBasis: row.cpuBasis === 'rapl' || row.cpuBasis === 'estimate' ? row.cpuBasis : null,
    ...{ from: seconds(row.firstAt), to: seconds(row.lastAt) },
  }
}
