import type { Address, Hex32 } from '@infinitio/domain'
import { privateKeyToAddress } from 'viem/accounts'
import { curve } from './curve.ts'
import { textDigest } from './textDigest.ts'

/** Signs texts as a wallet does (EIP-191), fast enough for many in a second. */
export type TextSigner = {
  readonly address: Address
  sign(text: string): `0x${string}`
  /** Signs a digest, such as that of EIP-712 data. */
  signDigest(digest: Hex32): `0x${string}`
}

/** Creates a signer from a private key (0x and 64 hex digits). Throws if the key is invalid. */
export function createTextSigner(key: `0x${string}`): TextSigner {
  const privateKey = Buffer.from(key.slice(2), 'hex')
  const signDigest = (digest: Hex32): `0x${string}` => {
    const { signature, recovery } = curve.sign({ digest: Buffer.from(digest.slice(2), 'hex'), privateKey })
    return `0x${Buffer.from(signature).toString('hex')}${recovery === 1 ? '1c' : '1b'}`
  }
  return { address: privateKeyToAddress(key).toLowerCase() as Address, sign: (text) => signDigest(textDigest(text)), signDigest }
}
