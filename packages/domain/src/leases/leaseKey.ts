import type { Hex32 } from '../hashing/hex32.ts'
import type { LeaseId } from '../ids/leaseId.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import { wordsOf } from '../structs/wordsOf.ts'
import { type LeaseTerms, leaseTermsStruct } from './leaseTerms.ts'

/**
 * Returns the hash that a signed form about a lease carries beside the lease's number: keccak256 of the id and all terms but
 * `durationSeconds`, in their order. After a reorganisation another lease may get the same number, and then the form does not fit it. An
 * extension changes the duration alone, so the form stays valid. Twin of `LeaseLib.keyOf`; vectors: `vectors/lease.json`.
 */
export function leaseKey(leaseId: LeaseId, terms: Omit<LeaseTerms, 'durationSeconds'>): Hex32 {
  return keccak256Hex(packWords([leaseId, ...wordsOf(leaseTermsStruct, terms, { without: ['durationSeconds'] })]))
}
