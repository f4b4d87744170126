import { z } from 'zod'
import { type Mandate, mandateStruct, structFromWire, structToWire } from '../../index.ts'
import { structShape } from '../structWire.ts'

/**
 * The schema of a mandate's field that did not exist in an early version of the market. A mandate without this field is refused with `order.mandate_outdated`,
 * so that its wallet signs a new one.
 */
const ofSecondEdition = z
  .int({ error: ({ input }) => (input === undefined ? 'order.mandate_outdated' : 'api.invalid_field') })
  .min(0, { error: 'api.invalid_field' })
  .max(4_294_967_295, { error: 'api.invalid_field' })
  .describe(mandateStruct.specs.maxTrialSeconds.about)

/** A mandate in JSON: a provider's wallet lets the node key sign asks within limits. */
export const mandateWire = z.strictObject({ ...structShape(mandateStruct), maxTrialSeconds: ofSecondEdition }).meta({ id: 'Mandate' })
export type MandateWire = z.infer<typeof mandateWire>

/** Converts a mandate (signing permission) from its parsed JSON form. */
export function mandateFromWire(wire: MandateWire): Mandate {
  return structFromWire(mandateStruct, wire)
}

/** Converts a mandate (a permission to sign asks) to its JSON form; the inverse of `mandateFromWire`. */
export function mandateToWire(mandate: Mandate): MandateWire {
  return structToWire(mandateStruct, mandate)
}
