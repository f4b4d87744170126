import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { assert } from '../assertNever.ts'
import type { Hex32 } from '../hashing/hex32.ts'

/** The number of bytes of a tree node (a SHA-256 hash). */
export const nodeBytes = 32

/**
 * The levels of a Merkle tree or of a part of it, from the lowest level up. Each tree node is 32 bytes, and a level consists of its nodes, one after another.
 */
export type TreeLevels = readonly Uint8Array[]

/** Returns the depth of a tree with this number of leaves: the number of hashes in each path. */
export function treeDepth(leaves: number): number {
  // Count the bits, because Math.log2 may round differently on different engines.
  return leaves <= 1 ? 0 : 32 - Math.clz32(leaves - 1)
}

const leafMessage = new Uint8Array(1 + nodeBytes)
const parentMessage = new Uint8Array(1 + 2 * nodeBytes)
parentMessage[0] = 1

/**
 * Returns the Merkle leaf of one row (32 bytes) of the product matrix C of a GPU proof: SHA-256(0x00 ‖ row). The prefix differs from the prefix of an inner
 * node, so that no inner node can be presented as a leaf.
 */
export function hashLeaf(product: Uint8Array): Uint8Array {
  leafMessage.set(product, 1)
  return sha256(leafMessage)
}

/** Returns the parent of two nodes: SHA-256(0x01 ‖ left ‖ right). */
function hashParent(left: Uint8Array, right: Uint8Array): Uint8Array {
  parentMessage.set(left, 1)
  parentMessage.set(right, 1 + nodeBytes)
  return sha256(parentMessage)
}

const empty = new Uint8Array(nodeBytes)

/**
 * Returns the levels of a part of a Merkle tree: the given nodes, and `height` levels above them. If a node has no sibling, the missing sibling counts as
 * zeros. The parent of two missing nodes is zeros, too.
 */
export function levelsAbove(nodes: Uint8Array, height: number): TreeLevels {
  const levels = [nodes]
  let lower = nodes
  for (let level = 0; level < height; level += 1) {
    const count = lower.length / nodeBytes
    const upper = new Uint8Array(Math.ceil(count / 2) * nodeBytes)
    for (let node = 0; node < count; node += 2) upper.set(hashParent(nodeAt(lower, node), nodeAt(lower, node + 1)), (node / 2) * nodeBytes)
    levels.push(upper)
    lower = upper
  }
  return levels
}

/** Returns the root of a tree: the only node of its highest level. */
export function rootOf(levels: TreeLevels): Hex32 {
  const top = levels.at(-1)
  assert(top?.length === nodeBytes, 'the highest level of a tree is one node')
  return hexOf(top)
}

/** Returns the Merkle path of a node of the lowest level: its sibling on each level below the root. */
export function pathIn(levels: TreeLevels, node: number): Hex32[] {
  return levels.slice(0, -1).map((nodes, level) => hexOf(nodeAt(nodes, Math.floor(node / 2 ** level) ^ 1)))
}

/**
 * Returns the Merkle root that follows from a row of the product matrix C and its path. The path must have the depth of the tree, and `row` must be below the
 * number of leaves.
 */
export function rootOfPath(product: Hex32, row: number, path: readonly Hex32[]): Hex32 {
  let node = hashLeaf(bytesOf(product))
  path.forEach((sibling, level) => {
    const isRight = Math.floor(row / 2 ** level) % 2 === 1
    node = isRight ? hashParent(bytesOf(sibling), node) : hashParent(node, bytesOf(sibling))
  })
  return hexOf(node)
}

function nodeAt(nodes: Uint8Array, node: number): Uint8Array {
  const at = node * nodeBytes
  return at < nodes.length ? nodes.subarray(at, at + nodeBytes) : empty
}

function bytesOf(hash: Hex32): Uint8Array {
  return hexToBytes(hash.slice(2))
}

function hexOf(node: Uint8Array): Hex32 {
  return `0x${bytesToHex(node)}` as Hex32
}
