import type { Hex32 } from '../hashing/hex32.ts'
import type { LeaseId } from '../ids/marketIds.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import { wordsOf } from '../structs/convertStruct.ts'
import { type LeaseTerms, leaseTermsStruct } from './leaseTerms.ts'

/**
 * Returns the hash that a signed form about a lease carries beside the lease's number: keccak256 of the id and all terms but
 * `durationSeconds`, in their order. After a reorganisation another lease may get the same number, and then the form does not fit it. An
 * extension changes the duration alone, so the form stays valid. Twin of `LeaseLib.keyOf`; vectors: `vectors/lease.json`.
 */
export function leaseKey(leaseId: LeaseId, terms: Omit<LeaseTerms, 'durationSeconds'>): Hex32 {
  return keccak256Hex(packWords([leaseId, ...wordsOf(leaseTermsStruct, terms, { without: ['durationSeconds'] })]))
}

/**
 * The 160 bits the lease slot keeps of its terms: uint160(keccak256(abi.encode(leaseId, provider, node, start, leaseRestHash(terms)))).
 * In two steps, so that `ready` need not carry all terms. Vectors: `vectors/lease.json`.
 */
export function leaseTermsHash(leaseId: LeaseId, terms: LeaseTerms): bigint {
  const head = [leaseId, BigInt(terms.provider), BigInt(terms.node), terms.start, BigInt(leaseRestHash(terms))]
  return BigInt(keccak256Hex(packWords(head))) & (2n ** 160n - 1n)
}

/** What stands for all terms but provider, node and start: keccak256 of the other 13, in their order. */
export function leaseRestHash(terms: LeaseTerms): Hex32 {
  return keccak256Hex(packWords(wordsOf(leaseTermsStruct, terms, { without: ['provider', 'node', 'start'] })))
}
