import type { Hex32 } from '../ids/hex32.ts'
import { keccak256Hex } from '../orders/keccak256.ts'
import { packWords } from '../orders/packWords.ts'
import type { LeaseTerms } from './leaseTerms.ts'

/** What stands for all terms but provider, node and start: keccak256 of the other 13, in their order. */
export function leaseRestHash(terms: LeaseTerms): Hex32 {
  const words = [
    BigInt(terms.renter),
    BigInt(terms.hostKey),
    terms.pricePerGpuSecond,
    BigInt(terms.gpus),
    terms.durationSeconds,
    terms.noticeSeconds,
    terms.trialSeconds,
    terms.feeBps,
    BigInt(terms.flags),
    terms.askNonce,
    terms.askMaxDurationSeconds,
    terms.askAvailableUntil,
    BigInt(terms.workloadHash),
  ]
  return keccak256Hex(packWords(words))
}
