import { type Hex32, hex32 } from '../hashing/hex32.ts'

/** The full EIP-712 digest of an ask, bid or mandate: it binds chain and contract. Also the trace id. */
export type OrderHash = Hex32 & { readonly __id: 'OrderHash' }

/** Brands 32 bytes of lower-case hex as OrderHash. Asserts the shape. */
export function orderHash(text: string): OrderHash {
  return hex32(text) as OrderHash
}
