import { hex32, type Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from './address.ts'

/** The id of a registered machine: keccak256 of provider and node key. Zero means no node. */
export type NodeId = Hex32 & { readonly __id: 'NodeId' }

/** Returns 32 bytes of lower-case hex as the branded type `NodeId`. Asserts the shape. */
export function nodeId(text: string): NodeId {
  return hex32(text) as NodeId
}

/** Returns the id of a node in NodeRegistry: keccak256(abi.encode(provider, nodeKey)). */
export function nodeIdOf({ provider, nodeKey }: { provider: Address; nodeKey: Address }): NodeId {
  return nodeId(keccak256Hex(packWords([BigInt(provider), BigInt(nodeKey)])))
}
