import { type Hex32, hex32 } from '../hashing/hex32.ts'

/** Hash of a chain transaction. */
export type TxHash = Hex32 & { readonly __id: 'TxHash' }

/** Brands 32 bytes of lower-case hex as TxHash. Asserts the shape. */
export function txHash(text: string): TxHash {
  return hex32(text) as TxHash
}
