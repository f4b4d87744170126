import type { LeaseId } from '../ids/leaseId.ts'
import { keccak256Hex } from '../orders/keccak256.ts'
import { packWords } from '../orders/packWords.ts'
import type { LeaseTerms } from './leaseTerms.ts'

/** The 160 bits the lease slot keeps of its terms: uint160(keccak256(abi.encode(leaseId, terms))). Vectors: `vectors/lease.json`. */
export function leaseTermsHash(leaseId: LeaseId, terms: LeaseTerms): bigint {
  const words = [
    leaseId,
    BigInt(terms.renter),
    BigInt(terms.provider),
    BigInt(terms.node),
    BigInt(terms.hostKey),
    terms.pricePerGpuSecond,
    BigInt(terms.gpus),
    terms.start,
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
  return BigInt(keccak256Hex(packWords(words))) & (2n ** 160n - 1n)
}
