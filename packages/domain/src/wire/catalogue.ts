import { z } from 'zod'
import { uint8, uint96 } from './scalars.ts'

/** One GPU class of the on-chain catalogue with its free GPUs. */
export const gpuClassWire = z
  .strictObject({
    classId: uint8,
    name: z.string(),
    vramGib: z.int(),
    referencePricePerGpuSecond: uint96,
    cheapestPricePerGpuSecond: uint96.nullable().describe('Lowest price of machines that can be rented now; null if there are none.'),
    medianPricePerGpuSecond: uint96.nullable(),
    freeGpus: z.int(),
    listedNodes: z.int(),
  })
  .meta({ id: 'GpuClass' })
export type GpuClassWire = z.infer<typeof gpuClassWire>

/** One market region of the on-chain catalogue. */
export const regionWire = z.strictObject({ regionId: uint8, name: z.string(), listedNodes: z.int() }).meta({ id: 'Region' })
export type RegionWire = z.infer<typeof regionWire>

/** The answer of `GET /classes`. */
export const catalogueWire = z.strictObject({ classes: z.array(gpuClassWire), regions: z.array(regionWire) }).meta({ id: 'Catalogue' })
export type CatalogueWire = z.infer<typeof catalogueWire>
