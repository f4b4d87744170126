import type { Hex32 } from '../hashing/hex32.ts'
import type { LeaseId } from '../ids/marketIds.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import { wordsOf } from '../structs/convertStruct.ts'
import { type LeaseTerms, leaseTermsStruct } from './leaseTerms.ts'

/**
 * Returns the lease key, which a signed message about a lease contains in addition to the lease's id: keccak256 of the id and all terms except
 * `durationSeconds`, in sequence. After a reorganisation of the chain, another lease may get the same id, but not the same key. An extension changes only the
 * duration, so earlier signatures remain valid. Calculates the same as `LeaseLib.keyOf`; vectors: `vectors/lease.json`.
 */
export function leaseKey(leaseId: LeaseId, terms: Omit<LeaseTerms, 'durationSeconds'>): Hex32 {
  return keccak256Hex(packWords([leaseId, ...wordsOf(leaseTermsStruct, terms, { without: ['durationSeconds'] })]))
}

/**
 * Returns the hash of a lease's terms that the contract stores in the lease's slot, in 160 bits: uint160(keccak256(abi.encode(leaseId, provider, node, start,
 * leaseRestHash(terms)))). Most terms are hashed separately first, so that the call `ready` can leave them out. Vectors: `vectors/lease.json`.
 */
export function leaseTermsHash(leaseId: LeaseId, terms: LeaseTerms): bigint {
  const head = [leaseId, BigInt(terms.provider), BigInt(terms.node), terms.start, BigInt(leaseRestHash(terms))]
  return BigInt(keccak256Hex(packWords(head))) & (2n ** 160n - 1n)
}

/** Returns the hash of all lease terms except provider, node and start: keccak256 of the other 13 terms, in sequence. */
export function leaseRestHash(terms: LeaseTerms): Hex32 {
  return keccak256Hex(packWords(wordsOf(leaseTermsStruct, terms, { without: ['provider', 'node', 'start'] })))
}
