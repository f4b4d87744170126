import { type Address, assert, type Hex32, hex32, keccak256, packWords } from '@infinitio/domain'
import type { NodeInputs } from '../emission/nodeEmission.ts'
import { chunkDepth, nodesPerChunk } from './chunkSums.ts'
import { domainHash, type LeafDomain } from './leafHash.ts'

/** One node in its provider's inputs. Bit i of `programmes` is set if the node earns from the incentive programme with budget i in the epoch's terms. */
export type NodeShare = { nodeId: Hex32; node: NodeInputs; programmes: bigint }

/** The inputs of a provider's sum tree: its nodes, and all sums of the tree in PToken base units, in the order of `chunkSums`. */
type TreeInputs = { readonly shares: readonly NodeShare[]; readonly sums: readonly bigint[] }

/**
 * The sum tree over a provider's nodes, with a hash and a sum for each tree node. Index 0 is the root; the children of index i are at 2i + 1 and 2i + 2; the
 * 2^depth chunks (groups of nodes) come last.
 */
export type ChunkTree = { readonly depth: number; readonly root: Hex32; readonly hashes: readonly bigint[]; readonly sums: readonly bigint[] }

/**
 * One step of the path from a chunk (group of machines) to the root of the sum tree: the hash and the sum of the sibling, and the sum that the tree states for
 * the parent. Sums are in PToken base units.
 */
export type ChunkStep = { sibling: Hex32; siblingSum: bigint; sum: bigint }

/**
 * A group of up to 64 nodes with its path to the root of the sum tree; `EmissionChunk` of the contract. `sum` is the sum of their earnings that the tree
 * states, in PToken base units.
 */
export type Chunk = { index: number; sum: bigint; shares: readonly NodeShare[]; path: readonly ChunkStep[] }

/**
 * Returns a function that makes the sum tree of a provider for one epoch. The hash of an inner node covers both children with the sums that are stated for
 * them, whether these are correct or not. Calculates the same as `EmissionChunkLib`. Asserts that there is one sum for each tree node, and that each sum fits
 * 128 bits.
 */
export function chunkTree(domain: LeafDomain): (provider: Address, inputs: TreeInputs) => ChunkTree {
  const bound = wordOf(domainHash('EmissionChunk', domain))
  return (provider, { shares, sums }) => {
    const depth = chunkDepth(shares.length)
    const chunks = 2 ** depth
    assert(sums.length === 2 * chunks - 1, 'each node of a tree has a sum')
    assert(
      sums.every((sum) => sum >= 0n && sum < 1n << 128n),
      'a sum fits 128 bits',
    )
    const hashes = new Array<bigint>(sums.length)
    for (let index = 0; index < chunks; index += 1) {
      const inner = wordOf(keccak256(packWords(wordsOf(sharesOf(shares, index)))))
      hashes[chunks - 1 + index] = wordOf(keccak256(keccak256(packWords([bound, BigInt(provider), BigInt(index), inner]))))
    }
    for (let at = chunks - 2; at >= 0; at -= 1) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      hashes[at] = wordOf(keccak256(packWords([hashes[left] ?? 0n, sums[left] ?? 0n, hashes[right] ?? 0n, sums[right] ?? 0n])))
    }
    return { depth, root: hexOf(hashes[0] ?? 0n), hashes, sums }
  }
}

/** Returns a chunk (a group of nodes) with its path to the root of the sum tree. Asserts that the tree has this chunk. */
export function chunkOf({ depth, hashes, sums }: ChunkTree, { shares, index }: { shares: readonly NodeShare[]; index: number }): Chunk {
  const chunks = 2 ** depth
  assert(index >= 0 && index < chunks, 'the tree has the chunk')
  const path: ChunkStep[] = []
  let at = chunks - 1 + index
  const sum = sums[at] ?? 0n
  for (; at > 0; at = (at - 1) >> 1) {
    const sibling = at % 2 === 0 ? at - 1 : at + 1
    path.push({ sibling: hexOf(hashes[sibling] ?? 0n), siblingSum: sums[sibling] ?? 0n, sum: sums[(at - 1) >> 1] ?? 0n })
  }
  return { index, sum, shares: sharesOf(shares, index), path }
}

/** Returns the nodes of a chunk (up to 64 neighbours in a provider's list of nodes). */
export function sharesOf(shares: readonly NodeShare[], index: number): readonly NodeShare[] {
  return shares.slice(index * nodesPerChunk, (index + 1) * nodesPerChunk)
}

const wordBytes = 32n

function wordsOf(shares: readonly NodeShare[]): bigint[] {
  const words = [wordBytes, BigInt(shares.length)]
  for (const { nodeId, node, programmes } of shares) {
    const { referenceGpuHours, quality, contribution, history, stability, diversity, demand, provenEnergy, computeShare, siteSquares, burned } = node
    words.push(BigInt(nodeId), referenceGpuHours, quality, contribution, history, stability, diversity, demand)
    words.push(provenEnergy, computeShare, siteSquares, burned, programmes)
  }
  return words
}

function hexOf(word: bigint): Hex32 {
  return hex32(`0x${word.toString(16).padStart(64, '0')}`)
}

/** Returns 32 bytes as a number, the value of an ABI word. */
export function wordOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
