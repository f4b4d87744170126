import { z } from 'zod'
import { address, hex32, uint8, uint32, uint40, uint64, uint96 } from './scalars.ts'

/** The first limit that a mandate of the market's first edition lacks: who sends one is asked to sign again. */
const ofSecondEdition = z
  .int({ error: ({ input }) => (input === undefined ? 'order.mandate_outdated' : 'api.invalid_field') })
  .min(0, { error: 'api.invalid_field' })
  .max(4_294_967_295, { error: 'api.invalid_field' })

/** A mandate as it travels: a provider's wallet lets the node key sign asks within limits. */
export const mandateWire = z
  .strictObject({
    provider: address,
    node: hex32,
    minPricePerGpuSecond: uint96,
    maxDurationSeconds: uint32,
    maxTrialSeconds: ofSecondEdition.describe('Longest trial of an ask.'),
    minNoticeSeconds: uint32,
    maxNoticeSeconds: uint32,
    availableUntil: uint40.describe('Unix seconds: no ask may offer the machine for longer.'),
    flags: uint8.describe('Bit 0 the ask may be transferable, bit 1 the ask may be for one renter alone.'),
    until: uint40.describe('Unix seconds: no ask may be settled later.'),
    nonce: uint64,
  })
  .meta({ id: 'Mandate' })
export type MandateWire = z.infer<typeof mandateWire>
