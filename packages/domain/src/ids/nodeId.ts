import { type Hex32, hex32 } from '../hashing/hex32.ts'

/** A registered machine: keccak256 of provider and node key. Zero means none. */
export type NodeId = Hex32 & { readonly __id: 'NodeId' }

/** Brands 32 bytes of lower-case hex as NodeId. Asserts the shape. */
export function nodeId(text: string): NodeId {
  return hex32(text) as NodeId
}
