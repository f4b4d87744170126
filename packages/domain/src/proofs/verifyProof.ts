import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import { hexAt } from './hashWords.ts'
import { partnerOf, type Partners, partnersAfter } from './partnerOf.ts'
import { type Columns, columnsAfter, makeRow, multiplyRow } from './productRow.ts'
import { hashCommit, type ProofCommit, rootBefore } from './proofCommit.ts'
import { rowsKey } from './proofKeys.ts'
import { rootOfPath, treeDepth } from './proofTree.ts'
import { columnCount, isPossibleWork, proofLimits, type ProofWork, rowWords, samplesPerNonce } from './proofWork.ts'

/** A row of a product matrix that the prover reveals because a nonce selected it, with its Merkle path to the root of its pass (round of multiplication). */
export type ProofOpening = Sample & { readonly product: Hex32; readonly path: readonly Hex32[] }

/** A whole GPU proof: the commit (Merkle roots of the products), the nonces that were published after it, and the revealed rows that these nonces selected. */
export type Proof = {
  readonly commit: ProofCommit
  /** The number of selected timers. */
  readonly timers: number
  /** The nonces of the measuring validators (timers), sorted by the positions of these validators in the slot's committee. */
  readonly nonces: readonly TimerNonce[]
  readonly zHash: Hex32
  readonly openings: readonly ProofOpening[]
}

/**
 * The reason why a proof is not right, and the index of the revealed row that shows it (or null). `shape`: a size or an order is not allowed. `sample`: the row
 * is not the sampled one. `path`: its Merkle path does not lead to the root. `product`: its values are wrong.
 */
export type ProofFault = { readonly fault: 'shape' | 'sample' | 'path' | 'product'; readonly opening: number | null }

/**
 * Checks a proof: calculates again each row that the prover revealed, and checks the row's Merkle path. Returns null if all rows are right, otherwise the first
 * fault. Each row costs 2 × 128 × `hashes` SHA-256 hashes.
 */
export function proofFault(proof: Proof): ProofFault | null {
  if (!isRightShape(proof)) return { fault: 'shape', opening: null }
  const { commit, openings } = proof
  const samples = samplesOfProof(proof)
  if (openings.length !== samples.length) return { fault: 'shape', opening: null }
  const passes = new Map<number, PassInputs>()
  const a = new Int32Array(2 * rowWords)
  const key = rowsKey(commit.subject)
  for (const [at, opening] of openings.entries()) {
    const sample = samples[at] as Sample
    if (opening.row !== sample.row || opening.pass !== sample.pass) return { fault: 'sample', opening: at }
    if (opening.path.length !== treeDepth(commit.work.rows)) return { fault: 'path', opening: at }
    if (rootOfPath(opening.product, opening.row, opening.path) !== commit.roots[opening.pass]) return { fault: 'path', opening: at }
    const inputs = passes.get(opening.pass) ?? inputsOf(commit, opening.pass)
    passes.set(opening.pass, inputs)
    const { hashes, segmentBits } = commit.work
    makeRow(key, { row: opening.row, hashes }, a, 0)
    makeRow(key, { row: partnerOf(inputs.partners, opening.row, segmentBits), hashes }, a, rowWords)
    const product = new Int32Array(columnCount)
    multiplyRow(a, { row: 0, partner: rowWords }, inputs.columns, product, 0)
    if (hexAt(product, 0) !== opening.product) return { fault: 'product', opening: at }
  }
  return null
}

/** Returns the rows that all nonces of a proof sample, in the order of the nonces. */
export function samplesOfProof({ commit, nonces, zHash }: Omit<Proof, 'openings' | 'timers'>): Sample[] {
  const sampling = { commit: hashCommit(commit), zHash, nonces, work: commit.work }
  return nonces.flatMap((_, index) => samplesOf(index, sampling))
}

type PassInputs = { readonly partners: Partners; readonly columns: Columns }

function inputsOf(commit: ProofCommit, pass: number): PassInputs {
  const root = rootBefore(commit, pass)
  return { partners: partnersAfter(root, commit.work), columns: columnsAfter(root) }
}

/** Returns true if all sizes are within the limits, there is a root for each pass, and the nonces are sorted by position without a repeated position. */
function isRightShape({ commit: { work, roots, subject }, timers, nonces }: Proof): boolean {
  if (!isPossibleWork(work) || roots.length !== work.passes) return false
  if (!Number.isInteger(subject.gpu) || subject.gpu < 0 || subject.gpu >= proofLimits.gpus) return false
  if (!Number.isInteger(timers) || timers < 1 || timers > proofLimits.timers || nonces.length === 0) return false
  return nonces.every(({ place }, at) => Number.isInteger(place) && place < timers && place > (nonces[at - 1]?.place ?? -1))
}

/** The nonce of one timer (a validator that measures), with the timer's position in the committee of the proof slot. */
export type TimerNonce = { readonly place: number; readonly nonce: Hex32 }

/**
 * The values that decide which rows of a proof are sampled: its commit, the hash of block z, its size, and the nonces sorted by the positions of the timers
 * (the validators that measure).
 */
export type Sampling = { readonly commit: Hex32; readonly zHash: Hex32; readonly nonces: readonly TimerNonce[]; readonly work: ProofWork }

/** A row of the product matrix of one pass (round of multiplication) that the prover must reveal. */
export type Sample = { readonly row: number; readonly pass: number }

/**
 * Returns the rows that the nonce at `index` samples. The j-th row is keccak(commit, nonce, hash of z, j) mod rows. The samples go through the passes in turn,
 * continued from one nonce to the next; the hash of z decides the first pass. So each pass is checked, even if nonces are missing. The row numbers do not
 * depend on other nonces, so nobody can select other rows by leaving a nonce out.
 */
export function samplesOf(index: number, { commit, zHash, nonces, work }: Sampling): Sample[] {
  const count = samplesPerNonce(work, nonces.length)
  const start = BigInt(zHash) + BigInt(index * count)
  const nonce = BigInt((nonces[index] as TimerNonce).nonce)
  return Array.from({ length: count }, (_, j) => {
    const drawn = BigInt(keccak256Hex(packWords([BigInt(commit), nonce, BigInt(zHash), BigInt(j)])))
    return { row: Number(drawn % BigInt(work.rows)), pass: Number((start + BigInt(j)) % BigInt(work.passes)) }
  })
}
