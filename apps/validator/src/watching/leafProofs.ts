import type { EmissionClaim } from '@infinitio/chain'
import { type EpochDocument, inputsHash, inputsTree, leafHash, merkleTree, proofOf, type ShownLeaf } from '@infinitio/sdk/emission'
import { type Hex, toHex } from 'viem'
import type { OpenValidator } from '../validator.ts'

/** What leads each leaf of an epoch to its roots. */
export type LeafProofs = {
  /** The leaf with its siblings, as the contract takes it. */
  claimOf(leaf: ShownLeaf): EmissionClaim
  inputsProofOf(leaf: ShownLeaf): Hex[]
  hashOf(leaf: ShownLeaf): Hex
}

/** Makes both trees of an epoch. */
export function leafProofs({ opened }: OpenValidator, { terms, leaves }: EpochDocument): LeafProofs {
  const domain = { chainId: BigInt(opened.chainId), emission: opened.access.contracts.emission, epoch: terms.epoch }
  const [hash, hashInputs] = [leafHash(domain), inputsHash(domain)]
  const [tree, ofInputs] = [merkleTree(leaves.map(hash)), inputsTree(leaves, domain)]
  const texts = (proof: readonly Uint8Array[] | null) => (proof ?? []).map((sibling) => toHex(sibling))
  return {
    claimOf: (leaf) => ({ provider: leaf.provider, cumulative: leaf.cumulative, proof: texts(proofOf(tree, hash(leaf))) }),
    inputsProofOf: ({ provider, inputs }) => texts(proofOf(ofInputs, hashInputs(provider, inputs))),
    hashOf: (leaf) => toHex(hash(leaf)),
  }
}
