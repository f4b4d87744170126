import { type LeaseTerms, leaseTermsStruct, structToChain } from '@infinitio/domain'

/** Lease terms as every lease call of the contract's ABI takes them. */
export function leaseTermsToChain(terms: LeaseTerms) {
  return structToChain(leaseTermsStruct, terms)
}
