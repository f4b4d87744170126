import { z } from 'zod'
import { uint64, uint128 } from '../scalars.ts'

/**
 * The standing order to extend a lease that its holder signed last, while the lease lives and it was not taken back. `on`: another step is added in the last ten minutes;
 * `withdrawing`: it is taken back, the chain has not heard yet and nothing is added; `done`: no other step fits, or it expired.
 */
export const leaseAutoExtendWire = z
  .strictObject({
    state: z.enum(['on', 'withdrawing', 'done']),
    nonce: uint64.describe('Cancelling this ask nonce of the holder takes it back for everyone.'),
    stepSeconds: z.int(),
    maxTotalSeconds: z.int().describe('From the start of the lease.'),
    expiry: z.int().describe('Unix seconds from which it counts no more.'),
    most: uint128.describe('What the lease locks at most by it: the escrow of its longest form and the relay fee, in PToken base units.'),
    locked: uint128.describe('Of that, what is locked up to its end as it is.'),
    nextAt: z.int().nullable().describe('Unix seconds from which the next step is added; null when none is.'),
  })
  .meta({ id: 'LeaseAutoExtend' })
export type LeaseAutoExtendWire = z.infer<typeof leaseAutoExtendWire>
