import type { z } from 'zod'
import { leaseTermsStruct, structFromWire, structToWire, type LeaseTerms } from '../../index.ts'
import { structWire } from '../structWire.ts'

/** The fixed terms of a lease, as hashed into its slot in the Market contract. */
export const leaseTermsWire = structWire(leaseTermsStruct).meta({ id: 'LeaseTerms' })
export type LeaseTermsWire = z.infer<typeof leaseTermsWire>

/** Returns the terms of a parsed wire shape, whose values are within their bounds. */
export function leaseTermsFromWire(wire: LeaseTermsWire): LeaseTerms {
  return structFromWire(leaseTermsStruct, wire)
}

/** Returns the wire shape of terms; the inverse of `leaseTermsFromWire`. */
export function leaseTermsToWire(terms: LeaseTerms): LeaseTermsWire {
  return structToWire(leaseTermsStruct, terms)
}
