import { type Address, assert, type Hex32, keccak256, packWords } from '@infinitio/domain'
import { type ChunkTree, chunkTree, type NodeShare } from './chunkTree.ts'
import { domainHash, type LeafDomain } from './leafHash.ts'
import { wordOf } from './wordOf.ts'

/** The inputs of a provider's leaf, with every sum of its tree. */
export type LeafInputs = {
  /** The provider's total in the leaf of the previous epoch, in PToken base units; 0 if there is none. */
  before: bigint
  isBonded: boolean
  hasVerifiedTask: boolean
  /** The provider's nodes, in chunks of 64. Only the last chunks may be smaller. */
  shares: readonly NodeShare[]
  /** The sums of its tree in PToken base units, the root's first. The children of sum i are at 2i + 1 and 2i + 2. */
  sums: readonly bigint[]
}

/** The top of a leaf's inputs: `EmissionInputs` of the contract. `due` is the sum of all nodes' earnings before the limit, in PToken base units. */
export type InputsTop = { before: bigint; isBonded: boolean; hasVerifiedTask: boolean; due: bigint; depth: number; chunks: Hex32 }

/**
 * Hashes the leaves of an epoch's second tree: the inputs of each provider's cumulative leaf. Their domain differs from that of the leaves. Calculates the same
 * as `EmissionLeafLib.inputsLeafOf`. Asserts that the earlier payments fit 128 bits, and everything that `chunkTree` asserts.
 */
export function inputsHash(domain: LeafDomain): (provider: Address, inputs: LeafInputs) => Uint8Array {
  const bound = wordOf(domainHash('EmissionInputs', domain))
  const treeOf = chunkTree(domain)
  return (provider, inputs) => {
    const top = topOf(inputs, treeOf(provider, inputs))
    assert(top.before >= 0n && top.before < 1n << 128n, 'what was paid fits 128 bits')
    const words = [top.before, top.isBonded ? 1n : 0n, top.hasVerifiedTask ? 1n : 0n, top.due, BigInt(top.depth), BigInt(top.chunks)]
    return keccak256(keccak256(packWords([bound, BigInt(provider), wordOf(keccak256(packWords(words)))])))
  }
}

/** Returns the top of a leaf's inputs, over their tree. */
export function topOf({ before, isBonded, hasVerifiedTask }: LeafInputs, { depth, root, sums }: ChunkTree): InputsTop {
  return { before, isBonded, hasVerifiedTask, due: sums[0] ?? 0n, depth, chunks: root }
}
