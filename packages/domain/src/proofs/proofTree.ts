import { assert } from '../assert.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import { hexAt, wordsOf } from './hashWords.ts'
import { continueHash, hashBlock, hashWords, blockWords } from './sha256Block.ts'

/** The levels of a tree or of a part of it, from its lowest level up. Each node is eight words. */
export type TreeLevels = readonly Int32Array[]

/** Returns the depth of a tree over so many leaves: the number of hashes in each path. */
export function treeDepth(leaves: number): number {
  return Math.ceil(Math.log2(leaves))
}

const leafBlock = new Int32Array(blockWords)
leafBlock[blockWords - 1] = 33 * 8
const firstBlock = new Int32Array(blockWords)
const lastBlock = new Int32Array(blockWords)
lastBlock[blockWords - 1] = 65 * 8

/** Writes a leaf to `out` from index `at`: SHA-256(0x00 ‖ row of C), so that no inner node is valid as a leaf. */
export function hashLeaf(product: Int32Array, from: number, out: Int32Array, at: number): void {
  let before = 0
  for (let word = 0; word < hashWords; word += 1) {
    const value = product[from + word] as number
    leafBlock[word] = (before << 24) | (value >>> 8)
    before = value
  }
  leafBlock[hashWords] = (before << 24) | 0x80_0000
  hashBlock(leafBlock, out, at)
}

/** Writes the parent of the nodes at `left` and `right` of `nodes`: SHA-256(0x01 ‖ left ‖ right). `right` is null where no node exists: 32 zero bytes. */
function hashParent(nodes: Int32Array, { left, right }: { left: number; right: number | null }, out: Int32Array, at: number): void {
  let before = 1
  for (let word = 0; word < blockWords; word += 1) {
    const value = word < hashWords ? (nodes[left + word] as number) : right === null ? 0 : (nodes[right + word - hashWords] as number)
    firstBlock[word] = (before << 24) | (value >>> 8)
    before = value
  }
  lastBlock[0] = (before << 24) | 0x80_0000
  hashBlock(firstBlock, out, at)
  continueHash(lastBlock, out, at)
}

/** Returns all levels above some nodes: `height` more. A node that does not exist is zero, and so is a pair of two such nodes. */
export function levelsAbove(nodes: Int32Array, height: number): TreeLevels {
  const levels = [nodes]
  let lower = nodes
  for (let level = 0; level < height; level += 1) {
    const count = lower.length / hashWords
    const upper = new Int32Array(Math.ceil(count / 2) * hashWords)
    for (let node = 0; node < count; node += 2) {
      hashParent(lower, { left: node * hashWords, right: node + 1 < count ? (node + 1) * hashWords : null }, upper, (node / 2) * hashWords)
    }
    levels.push(upper)
    lower = upper
  }
  return levels
}

/** Returns the root of a tree: the only node of its highest level. */
export function rootOf(levels: TreeLevels): Hex32 {
  const top = levels.at(-1)
  assert(top?.length === hashWords, 'the highest level of a tree is one node')
  return hexAt(top, 0)
}

const empty = new Int32Array(hashWords)

/** Returns the siblings from a node of the lowest level up to the node below the highest level. */
export function pathIn(levels: TreeLevels, node: number): Hex32[] {
  return levels.slice(0, -1).map((nodes, level) => {
    const sibling = (Math.floor(node / 2 ** level) ^ 1) * hashWords
    return sibling < nodes.length ? hexAt(nodes, sibling) : hexAt(empty, 0)
  })
}

/** Returns the root to which a row of C leads by its path. The path has the depth of the tree, and `row` is below the number of leaves. */
export function rootOfPath(product: Hex32, row: number, path: readonly Hex32[]): Hex32 {
  const pair = new Int32Array(2 * hashWords)
  hashLeaf(wordsOf(product), 0, pair, 0)
  const node = pair.slice(0, hashWords)
  path.forEach((sibling, level) => {
    const isRight = Math.floor(row / 2 ** level) % 2 === 1
    pair.set(node, isRight ? hashWords : 0)
    pair.set(wordsOf(sibling), isRight ? 0 : hashWords)
    hashParent(pair, { left: 0, right: hashWords }, node, 0)
  })
  return hexAt(node, 0)
}
