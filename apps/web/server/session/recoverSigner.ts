import { type Address, address, type Hex32, isRefusal, type Refusal, splitSignature } from '@infinitio/domain'
import { hashMessage, recoverAddress } from 'viem'

/**
 * The account that signed a digest. Refuses what the contracts refuse: `auth.signature_malformed`, `auth.signature_high_s`.
 * A signature of something else gives another account: compare.
 */
export async function recoverSigner({ digest, signature }: { digest: Hex32; signature: string }): Promise<Address | Refusal> {
  const split = splitSignature(signature)
  if (isRefusal(split)) return split
  try {
    return address((await recoverAddress({ hash: digest, signature: signature as `0x${string}` })).toLowerCase())
  } catch {
    // r is not the x of a point on the curve: no key makes such a signature.
    return { rejected: 'auth.signature_malformed', detail: 'no key makes this signature' }
  }
}

/** The account that signed a text (EIP-191). Refuses as `recoverSigner`. */
export function recoverTextSigner({ text, signature }: { text: string; signature: string }): Promise<Address | Refusal> {
  return recoverSigner({ digest: hashMessage(text), signature })
}
