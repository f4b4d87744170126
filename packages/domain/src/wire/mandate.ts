import { z } from 'zod'
import { address, hex32, uint32, uint40, uint64, uint96 } from './scalars.ts'

/** A mandate as it travels: a provider's wallet lets the node key sign asks within limits. */
export const mandateWire = z
  .strictObject({ provider: address, node: hex32, minPricePerGpuSecond: uint96, maxDurationSeconds: uint32, until: uint40, nonce: uint64 })
  .meta({ id: 'Mandate' })
export type MandateWire = z.infer<typeof mandateWire>
