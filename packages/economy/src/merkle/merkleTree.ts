import { assert, keccak256 } from '@infinitio/domain'

/** A tree of 2n − 1 hashes in one array, for n leaves: the root first, the children of the hash at index i at 2i + 1 and 2i + 2, and the leaves last. */
export type MerkleTree = { readonly hashes: readonly Uint8Array[]; readonly leafCount: number }

/**
 * Makes a tree over leaf hashes for OpenZeppelin's `MerkleProof`: leaves are sorted, and each pair is hashed with the smaller hash first. So the root does not
 * depend on the order of the leaves. Asserts that there is at least one leaf, and no leaf twice.
 */
export function merkleTree(leafHashes: readonly Uint8Array[]): MerkleTree {
  assert(leafHashes.length > 0, 'a tree has a leaf')
  const leaves = leafHashes.toSorted(compareHashes)
  for (let at = 1; at < leaves.length; at += 1) assert(compareHashes(hashAt(leaves, at - 1), hashAt(leaves, at)) < 0, 'no leaf is in a tree twice')
  const size = 2 * leaves.length - 1
  const hashes = new Array<Uint8Array>(size)
  for (const [at, leaf] of leaves.entries()) hashes[size - 1 - at] = leaf
  const pair = new Uint8Array(64)
  for (let at = leaves.length - 2; at >= 0; at -= 1) hashes[at] = hashPair(pair, hashAt(hashes, 2 * at + 1), hashAt(hashes, 2 * at + 2))
  return { hashes, leafCount: leaves.length }
}

/** Returns the root of a Merkle tree. */
export function rootOf({ hashes }: MerkleTree): Uint8Array {
  return hashAt(hashes, 0)
}

/** Returns the siblings from a leaf up to the root; `null` when the tree does not have the leaf. */
export function proofOf({ hashes, leafCount }: MerkleTree, leaf: Uint8Array): Uint8Array[] | null {
  let low = hashes.length - leafCount
  let high = hashes.length - 1
  // The leaves are in descending order, because they fill the array from its end.
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareHashes(hashAt(hashes, middle), leaf) > 0) low = middle + 1
    else high = middle
  }
  if (compareHashes(hashAt(hashes, low), leaf) !== 0) return null
  const proof: Uint8Array[] = []
  for (let at = low; at > 0; at = (at - 1) >> 1) proof.push(hashAt(hashes, at % 2 === 0 ? at - 1 : at + 1))
  return proof
}

/** Returns true if a leaf and its siblings lead to the root by the contract's rule. Returns false for a proof of more than 64 hashes. */
export function isProven({ leaf, proof, root }: { leaf: Uint8Array; proof: readonly Uint8Array[]; root: Uint8Array }): boolean {
  if (proof.length > 64) return false
  const pair = new Uint8Array(64)
  return (
    compareHashes(
      proof.reduce((hash, sibling) => hashPair(pair, hash, sibling), leaf),
      root,
    ) === 0
  )
}

function hashPair(pair: Uint8Array, a: Uint8Array, b: Uint8Array): Uint8Array {
  const isOrdered = compareHashes(a, b) <= 0
  pair.set(isOrdered ? a : b, 0)
  pair.set(isOrdered ? b : a, 32)
  return keccak256(pair)
}

function compareHashes(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < 32; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function hashAt(hashes: readonly Uint8Array[], at: number): Uint8Array {
  const hash = hashes[at]
  assert(hash !== undefined && hash.length === 32, 'a tree is made of hashes')
  return hash
}
