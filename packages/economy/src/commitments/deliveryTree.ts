import { type Address, assert, keccak256 } from '@infinitio/domain'
import { merkleTree, proofOf, rootOf } from '../merkle/merkleTree.ts'
import { writeWord } from '../merkle/writeWord.ts'

/** The GPU time that a provider delivered for its commitment `id` (a promise of GPU time with a bond), in GPU-seconds. */
export type Delivery = { readonly id: bigint; readonly delivered: bigint }

/** The chain and the contract for which a Merkle leaf is valid. A leaf is invalid on another chain or for another contract. */
export type DeliveryDomain = { readonly chainId: bigint; readonly futuresCommitment: Address }

/**
 * A Merkle tree over the GPU time that providers delivered for their commitments (promises of GPU time). Validators sign its root each hour under the subject
 * (topic) "commitments".
 */
export type DeliveryTree = {
  readonly root: Uint8Array
  readonly deliveries: readonly Delivery[]
  /** Returns the Merkle proof (the siblings) of the leaf of a commitment (a promise of GPU time); null if the tree has no leaf for it. */
  readonly proofOf: (id: bigint) => Uint8Array[] | null
}

const kind = new TextEncoder().encode('Commitment')

/**
 * Returns the Merkle leaf that states the delivery of a commitment, hashed twice so that no inner node is a valid leaf. Asserts that the delivery fits 64 bits.
 * Calculates the same as `FuturesCommitment.leafOf`.
 */
export function deliveryLeaf({ chainId, futuresCommitment }: DeliveryDomain, { id, delivered }: Delivery): Uint8Array {
  assert(delivered >= 0n && delivered < 1n << 64n, 'what was delivered fits 64 bits')
  const words = new Uint8Array(5 * 32)
  words.set(kind, 0)
  for (const [index, value] of [chainId, BigInt(futuresCommitment), id, delivered].entries()) writeWord(words, { at: index + 1, value })
  return keccak256(keccak256(words))
}

/**
 * Returns the Merkle tree over these deliveries, or null if there is none. The same deliveries give the same root in any order. Asserts that each commitment
 * appears once.
 */
export function deliveryTree(domain: DeliveryDomain, deliveries: readonly Delivery[]): DeliveryTree | null {
  if (deliveries.length === 0) return null
  const leaves = new Map(deliveries.map((delivery) => [delivery.id, deliveryLeaf(domain, delivery)]))
  assert(leaves.size === deliveries.length, 'each commitment is there once')
  const tree = merkleTree([...leaves.values()])
  return {
    root: rootOf(tree),
    deliveries,
    proofOf: (id) => {
      const leaf = leaves.get(id)
      return leaf === undefined ? null : proofOf(tree, leaf)
    },
  }
}
