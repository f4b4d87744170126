import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from './address.ts'
import { type NodeId, nodeId } from './nodeId.ts'

/** The id NodeRegistry gives a node: keccak256(abi.encode(provider, nodeKey)). */
export function nodeIdOf({ provider, nodeKey }: { provider: Address; nodeKey: Address }): NodeId {
  return nodeId(keccak256Hex(packWords([BigInt(provider), BigInt(nodeKey)])))
}
