import { concatHex, type Hex, keccak256 } from 'viem'

/** A Merkle tree for OpenZeppelin's MerkleProof: the two nodes of a pair are sorted before hashing, and a node without a partner moves up unchanged. */
export type MerkleTree = { readonly root: Hex; readonly proofOf: (leaf: Hex) => Hex[] }

/** Builds the tree. There must be at least one leaf. */
export function merkleTree(leaves: readonly Hex[]): MerkleTree {
  const levels: Hex[][] = [[...leaves]]
  for (let level = levels[0] ?? []; level.length > 1; level = levels.at(-1) ?? []) levels.push(parentsOf(level))
  const root = levels.at(-1)?.[0]
  if (root === undefined) throw new Error('a tree has leaves')
  return {
    root,
    proofOf(leaf) {
      let place = leaves.indexOf(leaf)
      if (place < 0) throw new Error('the leaf is not in the tree')
      const proof: Hex[] = []
      for (const level of levels) {
        const sibling = level[place ^ 1]
        if (sibling !== undefined) proof.push(sibling)
        place >>= 1
      }
      return proof
    },
  }
}

function parentsOf(level: readonly Hex[]): Hex[] {
  return level.flatMap((left, place) => {
    if (place % 2 === 1) return []
    const right = level[place + 1]
    return right === undefined ? [left] : [keccak256(concatHex(left < right ? [left, right] : [right, left]))]
  })
}
