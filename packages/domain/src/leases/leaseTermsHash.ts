import type { LeaseId } from '../ids/leaseId.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import { leaseRestHash } from './leaseRestHash.ts'
import type { LeaseTerms } from './leaseTerms.ts'

/**
 * The 160 bits the lease slot keeps of its terms: uint160(keccak256(abi.encode(leaseId, provider, node, start, leaseRestHash(terms)))).
 * In two steps, so that `ready` need not carry all terms. Vectors: `vectors/lease.json`.
 */
export function leaseTermsHash(leaseId: LeaseId, terms: LeaseTerms): bigint {
  const head = [leaseId, BigInt(terms.provider), BigInt(terms.node), terms.start, BigInt(leaseRestHash(terms))]
  return BigInt(keccak256Hex(packWords(head))) & (2n ** 160n - 1n)
}
