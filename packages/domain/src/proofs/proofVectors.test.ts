import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Hex32, zeroHex32 } from '../index.ts'
import { hexAt, wordsOf } from './hashWords.ts'
import { partnerOf, partnersAfter } from './partnerOf.ts'
import { columnsAfter, makeRow, multiplyRow } from './productRow.ts'
import { type CalledNonce, hashEntries, hashEntry, hashNonce, hashProofCall, isCallSignature, type ProofSigningDomain } from './proofCall.ts'
import { hashCommit } from './proofCommit.ts'
import { type ProofSubject, rowsKey } from './proofKeys.ts'
import { rootOfPath } from './proofTree.ts'
import { proofLeaf, type ProofStatement } from './proofStatement.ts'
import { columnCount, type ProofWork, rowBytes, rowWords } from './proofWork.ts'
import { proveByReference } from './referenceProver.ts'
import { proofFault, samplesOf, type TimerNonce } from './verifyProof.ts'

type Cell = ProofSubject & { work: ProofWork; roots: Hex32[]; commit: Hex32; nonce: Hex32; place: number; timers: number; zHash: Hex32 } & {
  index: number
  nonces: number
  j: number
  row: number
  pass: number
  product: Hex32
  path: Hex32[]
  right: string[]
  lied: boolean
}
type Call = CalledNonce & ProofSigningDomain & { form: string; slot: number; slotHash: Hex32; digest: Hex32; entry: Hex32; signed: boolean }
type Statement = Omit<ProofStatement, 'slot' | 'z'> & { slot: number; z: number; entries: Hex32[]; leaf: Hex32 }
type Vectors = {
  rows: (ProofSubject & { row: number; hashes: number; hash: Hex32 })[]
  columns: { root: Hex32; column: number; hash: Hex32 }[]
  partners: { root: Hex32; rows: number; segmentBits: number; row: number; partner: number }[]
  products: { row: Hex32; partner: Hex32; column: Hex32; value: string }[]
  trees: { rows: number; row: number; product: Hex32; path: Hex32[]; root: Hex32 }[]
  cells: Cell[]
  calls: Call[]
  statements: Statement[]
}
const vectors = JSON.parse(readFileSync(new URL('../../vectors/proofs.json', import.meta.url), 'utf8')) as Vectors

describe('the vectors that Solidity has too', () => {
  test('give the same rows of A', () => {
    for (const { row, hashes, hash, ...subject } of vectors.rows) {
      const out = new Int32Array(rowWords)
      makeRow(rowsKey(subject), { row, hashes }, out, 0)
      expect(shaOf(out)).toBe(hash)
    }
  })

  test('give the same columns of B', () => {
    for (const { root, column, hash } of vectors.columns) {
      const words = new Int32Array(columnsAfter(root).buffer)
      expect(shaOf(words.subarray(column * rowWords, (column + 1) * rowWords))).toBe(hash)
    }
  })

  test('give the same partners', () => {
    for (const { root, row, partner, ...work } of vectors.partners) expect(partnerOf(partnersAfter(root, work), row, work.segmentBits)).toBe(partner)
  })

  test('give exact products of extreme bytes, where float32 is wrong', () => {
    let wrongInFloat32 = 0
    for (const { row, partner, column, value } of vectors.products) {
      const columns = new Int8Array(columnCount * rowBytes)
      columns.set(new Int8Array(wordsOf(column).buffer), 3 * rowBytes)
      const out = new Int32Array(columnCount)
      const a = Int32Array.from([...wordsOf(row), ...wordsOf(partner)])
      multiplyRow(a, { row: 0, partner: rowWords }, columns, out, 0)
      expect(`${out[3]}`).toBe(value)
      if (Math.fround(Number(value)) !== Number(value)) wrongInFloat32 += 1
    }
    expect(wrongInFloat32).toBeGreaterThan(0)
    expect(vectors.products.map(({ value }) => value)).toContain(`${2 ** 26}`)
  })

  test('give the same roots: one leaf, an odd level, first and last row, missing leaves', () => {
    for (const { product, row, path, root } of vectors.trees) expect(rootOfPath(product, row, path)).toBe(root)
  })

  test('give the same commits, samples and whole proofs', () => {
    for (const { node, gpu, slotSeed, work, roots, commit, lied, ...cell } of vectors.cells) {
      const subject = { node, gpu, slotSeed }
      expect(hashCommit({ subject, work, roots })).toBe(commit)
      const sampling = { commit, zHash: cell.zHash, nonces: otherNonces(cell), work }
      expect(samplesOf(cell.index, sampling)[cell.j]).toEqual({ row: cell.row, pass: cell.pass })
      expect(rootOfPath(cell.product, cell.row, cell.path)).toBe(roots[cell.pass])
      const product = [...wordsOf(cell.product)]
      if (lied) continue
      expect(product.map(String)).toEqual(cell.right)
      expect(proveByReference(subject, work).commit.roots).toEqual(roots)
    }
  })

  test('give the same calls, nonces and entries', () => {
    for (const { slot, digest, entry, ...call } of vectors.calls) {
      expect(hashNonce(call)).toBe(call.nonceHash)
      expect(hashProofCall({ ...call, slot: BigInt(slot) }, call)).toBe(digest)
      expect(hashEntry(call)).toBe(entry)
    }
  })

  // Four forms of the signature are well-formed. Three of them have a wrong signer, so `isRightNonce` rejects them.
  test('accept signatures of 65 bytes with a low s only', () => {
    for (const { form, signature } of vectors.calls) {
      expect(isCallSignature(signature), form).toBe(['right', 'the other v', 'r of 0', 's of 0'].includes(form))
    }
  })

  test('give the same leaves of statements', () => {
    for (const { slot, z, entries, leaf, ...statement } of vectors.statements) {
      expect(hashEntries(entries)).toBe(statement.calls)
      expect(proofLeaf({ ...statement, slot: BigInt(slot), z: BigInt(z) })).toBe(leaf)
    }
  })

  test('show the wrong cells of a prover that lies', () => {
    const lies = vectors.cells.filter(({ lied }) => lied)
    const wrong = lies.filter(({ product, right }) => [...wordsOf(product)].map(String).join() !== right.join())
    expect(wrong.length).toBeGreaterThan(0)
    for (const { node, gpu, slotSeed, work, roots, nonce, place, timers, zHash } of lies) {
      const openings = lies.filter((cell) => cell.work.rows === work.rows).map(({ row, pass, product, path }) => ({ row, pass, product, path }))
      const isWrong = wrong.some((cell) => cell.work.rows === work.rows)
      const fault = proofFault({ commit: { subject: { node, gpu, slotSeed }, work, roots }, timers, nonces: [{ place, nonce }], zHash, openings })
      expect(fault?.fault ?? null).toBe(isWrong ? 'product' : null)
    }
  })
})

/** Returns the list of a proof's nonces with the tested nonce at its index. The others are zeros, because only their number matters. */
function otherNonces({ nonce, index, nonces }: Pick<Cell, 'nonce' | 'index' | 'nonces'>): TimerNonce[] {
  return Array.from({ length: nonces }, (_, place) => ({ place, nonce: place === index ? nonce : zeroHex32 }))
}

function shaOf(words: Int32Array): string {
  const bytes = Buffer.from(Array.from({ length: words.length / 8 }, (_, at) => hexAt(words, at * 8).slice(2)).join(''), 'hex')
  return `0x${createHash('sha256').update(bytes).digest('hex')}`
}
