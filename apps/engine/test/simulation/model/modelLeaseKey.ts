import { type ChainLeaseTerms, leaseTermsFromChain } from '@infinitio/chain'
import { type Hex32, type LeaseId, leaseKey, leaseId as toLeaseId } from '@infinitio/domain'

/** Returns the fields of a signed form that identify its lease. */
export function aboutLease(leaseId: bigint, terms: ChainLeaseTerms): { leaseId: LeaseId; leaseKey: Hex32 } {
  const id = toLeaseId(leaseId)
  return { leaseId: id, leaseKey: leaseKey(id, leaseTermsFromChain(terms)) }
}
