import type { EmissionChunk, EmissionClaim, EmissionInputs, EmissionPlace } from '@infinitio/chain'
import { topChunk } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import {
  chunkOf,
  type ChunkTree,
  chunkTree,
  type EpochDocument,
  inputsHash,
  inputsTree,
  leafHash,
  merkleTree,
  type NodePosition,
  proofOf,
  type ShownLeaf,
  topOf,
  topOfLeaf,
} from '@infinitio/sdk/emission'
import { type Hex, toHex } from 'viem'
import type { OpenValidator } from '../validator/validator.ts'

/**
 * Makes Merkle proofs for one emission epoch. An epoch has two Merkle roots: one over its leaves (the amounts that providers earned), and one over the chunks
 * of each leaf's inputs.
 */
export type LeafProofs = {
  /** Returns a leaf (the earnings of one provider) with its Merkle proof, in the form that the contract needs. */
  claimOf(leaf: ShownLeaf): EmissionClaim
  inputsOf(leaf: ShownLeaf): EmissionInputs
  inputsProofOf(leaf: ShownLeaf): Hex[]
  /**
   * Returns one chunk of a leaf's inputs with its Merkle proof. The chunk with the number `topOfLeaf` contains the sums of all inputs instead of nodes. If the
   * leaf has no chunk with this number, its nodes and the proof are empty.
   */
  chunkOf(leaf: ShownLeaf, chunk: number): EmissionChunk
  /**
   * Finds a node in the data of an emission epoch. Returns the leaf of the node's provider, the chunk of that leaf's inputs with the node, and the node's
   * position in the chunk. Throws if the epoch has no leaf of this provider.
   */
  placeOf(position: NodePosition): EmissionPlace
  hashOf(leaf: ShownLeaf): Hex
}

/**
 * Builds both Merkle trees of an emission epoch. The leaves of the first are what each provider earned, and the leaves of the second are the chunks of the
 * inputs.
 */
export function leafProofs({ opened }: OpenValidator, { terms, leaves }: EpochDocument): LeafProofs {
  const domain = { chainId: BigInt(opened.chainId), emission: opened.access.contracts.emission, epoch: terms.epoch }
  const [hash, hashInputs] = [leafHash(domain), inputsHash(domain)]
  const treeOf = keptTrees(chunkTree(domain))
  const [tree, ofInputs] = [merkleTree(leaves.map(hash)), inputsTree(leaves, domain)]
  const texts = (proof: readonly Uint8Array[] | null) => (proof ?? []).map((sibling) => toHex(sibling))
  const chunk = (leaf: ShownLeaf, index: number): EmissionChunk => {
    if (index === topOfLeaf) return topChunk
    const own = treeOf(leaf)
    return index >= 2 ** own.depth ? { ...topChunk, index } : chunkOf(own, { shares: leaf.inputs.shares, index })
  }
  const inputsOf = (leaf: ShownLeaf) => topOf(leaf.inputs, treeOf(leaf))
  const inputsProofOf = ({ provider, inputs }: ShownLeaf) => texts(proofOf(ofInputs, hashInputs(provider, inputs)))
  return {
    claimOf: (leaf) => ({ provider: leaf.provider, cumulative: leaf.cumulative, proof: texts(proofOf(tree, hash(leaf))) }),
    inputsOf,
    inputsProofOf,
    chunkOf: chunk,
    placeOf: ({ provider, chunk: index, position }) => {
      const leaf = leafOf(leaves, provider)
      return { provider, inputs: inputsOf(leaf), inputsProof: inputsProofOf(leaf), chunk: chunk(leaf, index), position: BigInt(position) }
    },
    hashOf: (leaf) => toHex(hash(leaf)),
  }
}

/** Returns a function that builds the Merkle tree over the chunks of a provider's leaf, at most once for each leaf. */
function keptTrees(make: ReturnType<typeof chunkTree>): ({ provider, inputs }: ShownLeaf) => ChunkTree {
  const kept = new Map<Address, ChunkTree>()
  return ({ provider, inputs }) => {
    const tree = kept.get(provider) ?? make(provider, inputs)
    kept.set(provider, tree)
    return tree
  }
}

function leafOf(leaves: readonly ShownLeaf[], provider: Address): ShownLeaf {
  const leaf = leaves.find((it) => it.provider === provider)
  if (leaf === undefined) throw new Error(`no leaf of ${provider} is in the epoch`)
  return leaf
}
