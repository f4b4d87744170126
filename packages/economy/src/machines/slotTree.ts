import type { Hex32 } from '@infinitio/domain'
import { oldProofLeaf, proofLeaf, type ProofStatement } from '@infinitio/domain/proofs'
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

/**
 * Returns true if these statements are exactly those under a root that validators signed. Also accepts a root of statements from before statements had a speed
 * and a site.
 */
export function isSlotRoot(root: Hex32, statements: readonly ProofStatement[]): boolean {
  const old = statements.map(oldProofLeaf)
  const forms = [statements.map(proofLeaf), ...(old.every((leaf) => leaf !== null) ? [old] : [])]
  return statements.length > 0 && forms.some((leaves) => wordAt(rootOf(merkleTree(leaves.map(bytesOf)))) === BigInt(root))
}

function leafOf(statement: ProofStatement): Uint8Array {
  return bytesOf(proofLeaf(statement))
}

function bytesOf(word: Hex32): Uint8Array {
  const bytes = new Uint8Array(32)
  writeWord(bytes, { at: 0, value: BigInt(word) })
  return bytes
}

function wordAt(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}
