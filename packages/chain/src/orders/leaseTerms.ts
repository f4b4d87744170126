import { type LeaseTerms, leaseTermsStruct, structFromChain, structToChain, type StructTuple } from '@infinitio/domain'

type Tuple = StructTuple<typeof leaseTermsStruct>

/** Lease terms of the contract's `Settled` event, decoded by viem. */
export type ChainLeaseTerms = { [Name in keyof Tuple]: Tuple[Name] extends string ? string : Tuple[Name] }

/** Returns lease terms as domain types. */
export function leaseTermsFromChain(terms: ChainLeaseTerms): LeaseTerms {
  return structFromChain(leaseTermsStruct, terms)
}

/** Returns lease terms in the ABI's form for lease calls. */
export function leaseTermsToChain(terms: LeaseTerms) {
  return structToChain(leaseTermsStruct, terms)
}
