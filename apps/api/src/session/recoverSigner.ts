import type { Address, Hex32, Refusal } from '@infinitio/domain'
import { curve, fastKeccak256 } from '../signatures/curve.ts'
import { recoverWith } from '../signatures/recoverWith.ts'
import { textDigest } from '../signatures/textDigest.ts'

/** Returns the account that signed a digest. Refuses with the codes of `recoverWith`. */
export function recoverSigner(signed: { digest: Hex32; signature: string }): Address | Refusal {
  return recoverWith({ curve, keccak: fastKeccak256 }, signed)
}

/** Returns the account that signed a text (EIP-191). Refuses with the codes of `recoverWith`. */
export function recoverTextSigner({ text, signature }: { text: string; signature: string }): Address | Refusal {
  return recoverSigner({ digest: textDigest(text), signature })
}
