import { type Address, address, type Hex32, isRefusal, type Keccak, type Refusal, splitSignature } from '@infinitio/domain'
import type { Curve } from './openCurve.ts'

/**
 * Returns the account that signed a digest. Refuses the same signatures as the contracts: `auth.signature_malformed`, `auth.signature_high_s`. If the signature
 * was made for another digest, the result is some other account. So callers must compare the account.
 */
export function recoverWith(
  { curve, keccak }: { curve: Curve; keccak: Keccak },
  { digest, signature }: { digest: Hex32; signature: string },
): Address | Refusal {
  const split = splitSignature(signature)
  if (isRefusal(split)) return split
  try {
    const publicKey = curve.recover({
      signature: Buffer.from(signature.slice(2, 130), 'hex'),
      recovery: split.recovery,
      digest: Buffer.from(digest.slice(2), 'hex'),
    })
    return address(`0x${Buffer.from(keccak(publicKey.subarray(1))).toString('hex', 12)}`)
  } catch {
    // No point of the curve has this r as its x coordinate. So no key can have made the signature.
    return { rejected: 'auth.signature_malformed', detail: 'no key makes this signature' }
  }
}
