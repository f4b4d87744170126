import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import { wordsOf } from '../structs/wordsOf.ts'
import { type LeaseTerms, leaseTermsStruct } from './leaseTerms.ts'

/** What stands for all terms but provider, node and start: keccak256 of the other 13, in their order. */
export function leaseRestHash(terms: LeaseTerms): Hex32 {
  return keccak256Hex(packWords(wordsOf(leaseTermsStruct, terms, { without: ['provider', 'node', 'start'] })))
}
