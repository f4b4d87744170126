import { concatHex, type Hex, keccak256 } from 'viem'

/** Returns every level of a Merkle tree, leaves first. Hashes pairs in the order of their values. The number of leaves must be a power of two. */
export function treeOf(leaves: readonly Hex[]): Hex[][] {
  const levels = [[...leaves]]
  for (let level = levels[0] ?? []; level.length > 1; level = levels.at(-1) ?? []) {
    levels.push(Array.from({ length: level.length / 2 }, (_, index) => pairOf(level[2 * index] ?? '0x', level[2 * index + 1] ?? '0x')))
  }
  return levels
}

/** Hashes two hashes to one. */
export function pairOf(left: Hex, right: Hex): Hex {
  return keccak256(left < right ? concatHex([left, right]) : concatHex([right, left]))
}

/** Returns the Merkle path of a leaf: its siblings up to the root. */
export function pathOf(tree: readonly Hex[][], index: number): Hex[] {
  return tree.slice(0, -1).map((level, height) => level[(index >> height) ^ 1] ?? '0x')
}
