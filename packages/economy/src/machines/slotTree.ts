import { proofLeaf, type ProofStatement } from '@infinitio/domain/proofs'
import { merkleTree, proofOf, rootOf } from '../merkle/merkleTree.ts'
import { writeWord } from '../merkle/writeWord.ts'

/** The Merkle tree over the validators' statements about one slot of GPU proofs. */
export type SlotTree = {
  readonly root: Uint8Array
  /** Returns the Merkle proof (the siblings) of a statement's leaf; null if the tree does not have the statement. */
  readonly pathOf: (statement: ProofStatement) => Uint8Array[] | null
}

/**
 * Makes the Merkle tree over the statements about a proof slot, whose root validators sign under the subject (topic) "proofs"; null without any. The root does
 * not depend on their order. Asserts that each leaf appears once.
 */
export function slotTree(statements: readonly ProofStatement[]): SlotTree | null {
  if (statements.length === 0) return null
  const tree = merkleTree(statements.map(leafOf))
  return { root: rootOf(tree), pathOf: (statement) => proofOf(tree, leafOf(statement)) }
}

function leafOf(statement: ProofStatement): Uint8Array {
  const leaf = new Uint8Array(32)
  writeWord(leaf, { at: 0, value: BigInt(proofLeaf(statement)) })
  return leaf
}
