import { type LeaseTerms, leaseTermsStruct, structFromChain, structToChain, type StructTuple } from '@infinitio/domain'

type Tuple = StructTuple<typeof leaseTermsStruct>

/** Lease terms as the contract's `Settled` event carries them, decoded by viem. */
export type ChainLeaseTerms = { [Name in keyof Tuple]: Tuple[Name] extends string ? string : Tuple[Name] }

/** Terms of a lease in domain types. */
export function leaseTermsFromChain(terms: ChainLeaseTerms): LeaseTerms {
  return structFromChain(leaseTermsStruct, terms)
}

/** Lease terms as every lease call of the contract's ABI takes them. */
export function leaseTermsToChain(terms: LeaseTerms) {
  return structToChain(leaseTermsStruct, terms)
}
