import { z } from 'zod'

const measured = z.number().min(0).max(1e12)

/** The source of a CPU's energy: the processor's own counter (RAPL), or an estimate from its busy time. */
export const cpuBasisWire = z.enum(['rapl', 'estimate'])

/**
 * The total energy of a lease, measured by its node's agent. It does not affect the bill. `gco2Grams` is null when the country of the electricity is unknown.
 */
export const leaseEnergyWire = z
  .strictObject({
    wh: measured,
    gpuWh: measured,
    cpuWh: measured,
    gco2Grams: measured.nullable(),
    grid: z.string().nullable().describe('Country, grams of CO₂ equivalent per kWh and the year of that mean.'),
    cpuBasis: cpuBasisWire.nullable(),
    from: z.int(),
    to: z.int(),
  })
  .meta({ id: 'LeaseEnergy' })
export type LeaseEnergyWire = z.infer<typeof leaseEnergyWire>

/** One GPU at one moment, as its driver's tool reports it; null for a missing value. */
export const gpuReadingWire = z
  .strictObject({
    index: z.int().min(0).max(255),
    name: z.string().max(120).nullable(),
    percent: measured.nullable(),
    memoryUsedMib: measured.nullable(),
    memoryTotalMib: measured.nullable(),
    celsius: z.number().min(-100).max(1_000).nullable(),
    watts: measured.nullable(),
    coreMhz: measured.nullable(),
    memoryMhz: measured.nullable(),
    eccErrors: measured.nullable(),
    xid: z.int().min(0).max(100_000).nullable().describe('The last error the NVIDIA driver wrote for this GPU since the agent started.'),
  })
  .meta({ id: 'GpuReading' })
export type GpuReadingWire = z.infer<typeof gpuReadingWire>
