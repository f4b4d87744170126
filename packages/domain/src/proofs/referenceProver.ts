import { type MadeProof, makeProof, type ProductWriter } from './makeProof.ts'
import { partnerOf, partnersAfter } from './partnerOf.ts'
import { columnsAfter, makeRow, multiplyRow } from './productRow.ts'
import { type ProofCommit, rootBefore } from './proofCommit.ts'
import { type ProofSubject, rowsKey } from './proofKeys.ts'
import { type ProofWork, rowWords } from './proofWork.ts'

/** Makes a proof on the processor. Every other prover must make the same bytes as this reference. Asserts that the size of the proof is within the limits. */
export function proveByReference(subject: ProofSubject, work: ProofWork): MadeProof {
  const a = fillRows(subject, work)
  return makeProof(subject, work, (commit, pass) => productsOf(a, commit, pass))
}

/** Calculates all rows of the matrix A, which fills the memory of a GPU, in one buffer, 1,024 32-bit words for each row. */
export function fillRows(subject: ProofSubject, { rows, hashes }: Pick<ProofWork, 'rows' | 'hashes'>): Int32Array {
  const key = rowsKey(subject)
  const a = new Int32Array(rows * rowWords)
  for (let row = 0; row < rows; row += 1) makeRow(key, { row, hashes }, a, row * rowWords)
  return a
}

/**
 * Returns the function that calculates rows of the product matrix C of one pass (round of multiplication). `a` contains all rows of the first factor (matrix
 * A).
 */
export function productsOf(a: Int32Array, commit: ProofCommit, pass: number): ProductWriter {
  const root = rootBefore(commit, pass)
  const partners = partnersAfter(root, commit.work)
  const columns = columnsAfter(root)
  const { segmentBits } = commit.work
  return (row, out, at) => {
    multiplyRow(a, { row: row * rowWords, partner: partnerOf(partners, row, segmentBits) * rowWords }, columns, out, at)
  }
}
