import { type Hex32, leaseId, leaseKey, type LeaseId } from '@infinitio/domain'
import { leaseTermsFromWire, type LeaseWire } from '@infinitio/domain/wire'

/** The lease that a signature is about: its number and its terms, as `getLease` returns them. */
export type SignedLease = Pick<LeaseWire, 'leaseId' | 'terms'>

/** Returns the fields by which a signed form says which lease it means. */
export function aboutLease({ leaseId: id, terms }: SignedLease): { leaseId: LeaseId; leaseKey: Hex32 } {
  const number = leaseId(BigInt(id))
  return { leaseId: number, leaseKey: leaseKey(number, leaseTermsFromWire(terms)) }
}
