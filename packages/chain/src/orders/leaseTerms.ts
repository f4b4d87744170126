import { type LeaseTerms, leaseTermsStruct, structFromChain, structToChain, type StructTuple } from '@infinitio/domain'

type Tuple = StructTuple<typeof leaseTermsStruct>

/** The lease terms in the contract's `Settled` event, as viem decodes them. */
export type ChainLeaseTerms = { [Name in keyof Tuple]: Tuple[Name] extends string ? string : Tuple[Name] }

/** Converts lease terms of the chain into domain types. */
export function leaseTermsFromChain(terms: ChainLeaseTerms): LeaseTerms {
  return structFromChain(leaseTermsStruct, terms)
}

/** Converts lease terms into the ABI's form, for calls about leases. */
export function leaseTermsToChain(terms: LeaseTerms) {
  return structToChain(leaseTermsStruct, terms)
}
