import type { Hex32 } from '../hashing/hex32.ts'
import { hexAt, wordsOf } from './hashWords.ts'
import { partnerOf, partnersAfter } from './partnerOf.ts'
import { columnsAfter, makeRow, multiplyRow } from './productRow.ts'
import { type ProofCommit, rootBefore } from './proofCommit.ts'
import { rowsKey } from './proofKeys.ts'
import { columnCount, rowWords, samplesPerNonce } from './proofWork.ts'
import { type Proof, proofFault, type ProofOpening, type Sample } from './verifyProof.ts'

/**
 * A wrong value in a sampled row, in the form that `ProofChecker.refuteCell` accepts as evidence. `index` is the index of the nonce that sampled the row, and
 * `sample` is the row's number among the samples of that nonce.
 */
export type WrongCell = {
  readonly index: number
  readonly sample: number
  readonly column: number
  readonly product: Hex32
  readonly path: readonly Hex32[]
}

/**
 * Returns the first wrong value of a proof, if the first fault of the proof is a revealed row with wrong values. The committed Merkle root contains that row.
 * Returns null if the proof has no fault or begins with another kind of fault, because the contract accepts no evidence of other faults.
 */
export function wrongCell(proof: Proof): WrongCell | null {
  const fault = proofFault(proof)
  if (fault?.fault !== 'product' || fault.opening === null) return null
  const { product, path, ...at } = proof.openings[fault.opening] as ProofOpening
  const right = wordsOf(rightProduct(proof.commit, at))
  const column = wordsOf(product).findIndex((value, place) => value !== right[place])
  const count = samplesPerNonce(proof.commit.work, proof.nonces.length)
  return { index: Math.floor(fault.opening / count), sample: fault.opening % count, column, product, path }
}

function rightProduct(commit: ProofCommit, { row, pass }: Sample): Hex32 {
  const { hashes, segmentBits } = commit.work
  const [root, key, a] = [rootBefore(commit, pass), rowsKey(commit.subject), new Int32Array(2 * rowWords)]
  makeRow(key, { row, hashes }, a, 0)
  makeRow(key, { row: partnerOf(partnersAfter(root, commit.work), row, segmentBits), hashes }, a, rowWords)
  const product = new Int32Array(columnCount)
  multiplyRow(a, { row: 0, partner: rowWords }, columnsAfter(root), product, 0)
  return hexAt(product, 0)
}
