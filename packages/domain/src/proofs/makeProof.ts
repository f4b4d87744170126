import { assert } from '../assertNever.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import { bytesOfWords, hexAt } from './hashWords.ts'
import type { ProofCommit } from './proofCommit.ts'
import type { ProofSubject } from './proofKeys.ts'
import { hashLeaf, levelsAbove, nodeBytes, pathIn, rootOf, treeDepth, type TreeLevels } from './proofTree.ts'
import { columnCount, isPossibleWork, type ProofWork } from './proofWork.ts'
import type { ProofOpening, Sample } from './verifyProof.ts'

/** The prover does not store the lowest levels of a tree. It makes a subtree of 2^subtreeBits rows again when one of its rows is opened. */
const subtreeBits = 4

/** A GPU proof that was made. `commit` has its Merkle roots, which are signed and sent first. `open` returns the rows that nonces select later. */
export type MadeProof = { readonly commit: ProofCommit; readonly open: (samples: readonly Sample[]) => ProofOpening[] }

/** The type of a function that calculates one row of the product matrix C of a pass (round of multiplication) and writes it to `out` from index `at`. */
export type ProductWriter = (row: number, out: Int32Array, at: number) => void

/**
 * Makes a GPU proof. `productsOf` returns the function that calculates the products of a pass. A pass depends on the Merkle root of the previous pass, so the
 * passes are made in sequence. Stores only the upper levels of each Merkle tree. Asserts that the size of the proof is within the limits.
 */
export function makeProof(subject: ProofSubject, work: ProofWork, productsOf: (commit: ProofCommit, pass: number) => ProductWriter): MadeProof {
  assert(isPossibleWork(work), 'work is within the limits')
  const roots: Hex32[] = []
  const commit: ProofCommit = { subject, work, roots }
  const kept: TreeLevels[] = []
  for (let pass = 0; pass < work.passes; pass += 1) {
    const levels = keptLevels(productsOf(commit, pass), work.rows)
    kept.push(levels)
    roots.push(rootOf(levels))
  }
  return { commit, open: (samples) => openRows(samples, { kept, rows: work.rows, productsOf: (pass) => productsOf(commit, pass) }) }
}

function keptLevels(products: ProductWriter, rows: number): TreeLevels {
  const { height, size } = subtreeOf(rows)
  const tops = new Uint8Array(Math.ceil(rows / size) * nodeBytes)
  for (let top = 0; top * size < rows; top += 1) {
    const levels = levelsAbove(leavesOf(products, { first: top * size, rows, size }), height)
    tops.set(levels.at(-1) as Uint8Array, top * nodeBytes)
  }
  return levelsAbove(tops, treeDepth(rows) - height)
}

function leavesOf(products: ProductWriter, { first, rows, size }: { first: number; rows: number; size: number }): Uint8Array {
  const count = Math.min(size, rows - first)
  const leaves = new Uint8Array(count * nodeBytes)
  const product = new Int32Array(columnCount)
  for (let row = 0; row < count; row += 1) {
    products(first + row, product, 0)
    leaves.set(hashLeaf(bytesOfWords(product)), row * nodeBytes)
  }
  return leaves
}

type KeptTrees = { readonly kept: readonly TreeLevels[]; readonly rows: number; readonly productsOf: (pass: number) => ProductWriter }

/** Returns the sampled rows with their Merkle paths. Several samples belong to one pass, so the matrix B and the partner rows of a pass are made only once. */
function openRows(samples: readonly Sample[], { kept, rows, productsOf }: KeptTrees): ProofOpening[] {
  const writers = new Map<number, ProductWriter>()
  return samples.map((sample) => {
    const products = writers.get(sample.pass) ?? productsOf(sample.pass)
    writers.set(sample.pass, products)
    return openRow({ products, levels: kept[sample.pass] as TreeLevels, rows }, sample)
  })
}

type KeptPass = { readonly products: ProductWriter; readonly levels: TreeLevels; readonly rows: number }

function openRow({ products, levels, rows }: KeptPass, { row, pass }: Sample): ProofOpening {
  const { height, size } = subtreeOf(rows)
  const first = row - (row % size)
  const lower = levelsAbove(leavesOf(products, { first, rows, size }), height)
  const product = new Int32Array(columnCount)
  products(row, product, 0)
  return { row, pass, product: hexAt(product, 0), path: [...pathIn(lower, row - first), ...pathIn(levels, first / size)] }
}

function subtreeOf(rows: number): { height: number; size: number } {
  const height = Math.min(subtreeBits, treeDepth(rows))
  return { height, size: 2 ** height }
}
