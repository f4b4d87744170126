import { type Address, assert, type Hex32, hex32, keccak256, packWords } from '@infinitio/domain'
import { type MerkleTree, merkleTree, rootOf } from '../merkle/merkleTree.ts'
import { type BuiltEpoch, buildEpoch } from './buildEpoch.ts'
import { type ChunkTree, chunkTree, type NodeShare, wordOf } from './chunkTree.ts'
import type { EpochFacts } from './epochFacts.ts'
import type { EpochTerms } from './epochTerms.ts'
import { domainHash, type EpochLeaf, type LeafDomain, leafHash } from './leafHash.ts'
import { chunkDepth, chunkSums } from './chunkSums.ts'

/** A provider's Merkle leaf (its total pay so far), with all inputs from which it follows. */
export type ShownLeaf = EpochLeaf & { inputs: LeafInputs }

/** An epoch in the form that is signed, published and stored: its terms, and each provider's leaf (total pay) with its inputs. */
export type EpochDocument = { terms: EpochTerms; leaves: readonly ShownLeaf[] }

/** Two values of an epoch's terms that do not follow from the facts: the number of the last published epoch, and the version of the parameters. */
export type EpochPlace = { previous: bigint; parametersVersion: number }

/**
 * Calculates an epoch and returns it as a document to sign and publish. Returns null if no provider was ever paid, because there is nothing to publish then.
 * Asserts as `buildEpoch` does.
 */
export function describeEpoch(facts: EpochFacts, { previous, parametersVersion }: EpochPlace): EpochDocument | null {
  const built = buildEpoch(facts)
  if (built.tree === null) return null
  const leaves = shownLeaves(facts, built)
  const burned = built.nodes.reduce((sum, { inputs }) => sum + inputs.burned, 0n)
  const { total, due, available, common, budgets } = built
  const inputs = hexOf(inputsTree(leaves, facts))
  return {
    leaves,
    terms: { epoch: facts.epoch, previous, parametersVersion, total, due, available, burned, common, budgets, leaves: built.root, inputs },
  }
}

/** Makes the second Merkle tree of an epoch. Its leaves are the inputs from which each provider's payment follows. */
export function inputsTree(leaves: readonly ShownLeaf[], domain: LeafDomain): MerkleTree {
  const hash = inputsHash(domain)
  return merkleTree(leaves.map(({ provider, inputs }) => hash(provider, inputs)))
}

/**
 * Returns true if the document is complete: its leaves and their inputs give exactly the two Merkle roots in its terms. The sums in the inputs may still be
 * wrong.
 */
export function isWhole({ terms, leaves }: EpochDocument, bound: Omit<LeafDomain, 'epoch'>): boolean {
  if (leaves.length === 0 || new Set(leaves.map(({ provider }) => provider)).size !== leaves.length) return false
  if (!leaves.every(({ inputs }) => inputs.sums.length === 2 ** (chunkDepth(inputs.shares.length) + 1) - 1)) return false
  const domain = { ...bound, epoch: terms.epoch }
  return hexOf(merkleTree(leaves.map(leafHash(domain)))) === terms.leaves && hexOf(inputsTree(leaves, domain)) === terms.inputs
}

function shownLeaves(facts: EpochFacts, { leaves, nodes }: BuiltEpoch): ShownLeaf[] {
  const before = new Map(facts.before.map(({ provider, cumulative }) => [provider, cumulative]))
  const standing = new Map(facts.providers.map((it) => [it.provider, it]))
  const earned = Map.groupBy(nodes, ({ facts: { provider } }) => provider)
  return leaves.map((leaf) => {
    const { isBonded = false, hasVerifiedTask = false } = standing.get(leaf.provider) ?? {}
    const own = (earned.get(leaf.provider) ?? []).toSorted((one, other) => (one.facts.node < other.facts.node ? -1 : 1))
    const inputs: LeafInputs = {
      ...{ before: before.get(leaf.provider) ?? 0n, isBonded, hasVerifiedTask },
      shares: own.map(({ facts: { node }, inputs, shares }) => ({ nodeId: node, node: inputs, programmes: shares })),
      sums: chunkSums(own.map(({ rebate, programmes }) => rebate + programmes)),
    }
    return { ...leaf, inputs }
  })
}

function hexOf(tree: MerkleTree): Hex32 {
  return hex32(`0x${Array.from(rootOf(tree), (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}

/** The inputs from which a provider's payment in an epoch (a Merkle leaf) is calculated, with every sum of the tree over its nodes (`chunkTree`). */
export type LeafInputs = {
  /** The provider's total pay in the Merkle leaf of the previous epoch, in PToken base units; 0 if there is none. */
  before: bigint
  isBonded: boolean
  hasVerifiedTask: boolean
  /** The provider's nodes, in chunks of 64. The last chunks may have fewer nodes, or none. */
  shares: readonly NodeShare[]
  /** The sums of the provider's tree in PToken base units, the root's first. The children of sum i are at 2i + 1 and 2i + 2. */
  sums: readonly bigint[]
}

/**
 * The top of the inputs behind a provider's leaf (total pay): `EmissionInputs` of the contract. `due` is the sum of all nodes' earnings before the limit, in
 * PToken base units.
 */
export type InputsTop = { before: bigint; isBonded: boolean; hasVerifiedTask: boolean; due: bigint; depth: number; chunks: Hex32 }

/**
 * Returns a function that hashes the inputs of a provider's payment, as a leaf of the epoch's second Merkle tree. The hashed domain differs from the domain of
 * the payment leaves, so a leaf of one tree is never valid in the other tree. Calculates the same as `EmissionLeafLib.inputsLeafOf`. Asserts that the earlier
 * payments fit 128 bits, and everything that `chunkTree` asserts.
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

/** Returns the top of a provider's inputs: the values that are stated once for all its nodes, with the root of their sum tree. */
export function topOf({ before, isBonded, hasVerifiedTask }: LeafInputs, { depth, root, sums }: ChunkTree): InputsTop {
  return { before, isBonded, hasVerifiedTask, due: sums[0] ?? 0n, depth, chunks: root }
}
