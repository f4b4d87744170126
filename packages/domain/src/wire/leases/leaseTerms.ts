import type { z } from 'zod'
import { leaseTermsStruct, structFromWire, structToWire, type LeaseTerms } from '../../index.ts'
import { structWire } from '../structWire.ts'

/** The fixed terms of a lease, as hashed into its slot in the Market contract. */
export const leaseTermsWire = structWire(leaseTermsStruct).meta({ id: 'LeaseTerms' })
export type LeaseTermsWire = z.infer<typeof leaseTermsWire>

/** The terms that a wire shape spells. The wire shape was parsed, so every value is within its bounds. */
export function leaseTermsFromWire(wire: LeaseTermsWire): LeaseTerms {
  return structFromWire(leaseTermsStruct, wire)
}

/** The wire shape; the inverse of `leaseTermsFromWire`. */
export function leaseTermsToWire(terms: LeaseTerms): LeaseTermsWire {
  return structToWire(leaseTermsStruct, terms)
}
