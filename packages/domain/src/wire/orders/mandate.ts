import { z } from 'zod'
import { type Mandate, mandateStruct, structFromWire, structToWire } from '../../index.ts'
import { structShape } from '../structWire.ts'

/** The first limit that a mandate of the market's first edition lacks: who sends one is asked to sign again. */
const ofSecondEdition = z
  .int({ error: ({ input }) => (input === undefined ? 'order.mandate_outdated' : 'api.invalid_field') })
  .min(0, { error: 'api.invalid_field' })
  .max(4_294_967_295, { error: 'api.invalid_field' })
  .describe(mandateStruct.specs.maxTrialSeconds.about)

/** A mandate as it travels: a provider's wallet lets the node key sign asks within limits. */
export const mandateWire = z.strictObject({ ...structShape(mandateStruct), maxTrialSeconds: ofSecondEdition }).meta({ id: 'Mandate' })
export type MandateWire = z.infer<typeof mandateWire>

/** The mandate that a parsed wire shape spells. */
export function mandateFromWire(wire: MandateWire): Mandate {
  return structFromWire(mandateStruct, wire)
}

/** The wire shape; the inverse of `mandateFromWire`. */
export function mandateToWire(mandate: Mandate): MandateWire {
  return structToWire(mandateStruct, mandate)
}
