import type { z } from 'zod'
import { leaseTermsStruct, structFromWire, structToWire, type LeaseTerms } from '../../index.ts'
import { structWire } from '../structWire.ts'

/** The fixed terms of a lease. Their hash is in the lease's slot in the Market contract. */
export const leaseTermsWire = structWire(leaseTermsStruct).meta({ id: 'LeaseTerms' })
export type LeaseTermsWire = z.infer<typeof leaseTermsWire>

/** Converts lease terms from their parsed JSON form. The schema has already checked the bounds. */
export function leaseTermsFromWire(wire: LeaseTermsWire): LeaseTerms {
  return structFromWire(leaseTermsStruct, wire)
}

/** Converts lease terms to their JSON form; the inverse of `leaseTermsFromWire`. */
export function leaseTermsToWire(terms: LeaseTerms): LeaseTermsWire {
  return structToWire(leaseTermsStruct, terms)
}
