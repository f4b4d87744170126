import { createHash } from 'node:crypto'
import type { Hex32 } from '../src/index.ts'
import type { ProofSubject } from '../src/proofs/proofKeys.ts'
import type { ProofWork } from '../src/proofs/proofWork.ts'
import type { Sample } from '../src/proofs/verifyProof.ts'

/** The GPU proof in plain code from docs/adr/0225: one hash at a time, bigints, and a recursive tree. Tests compare `src/proofs` with it. */
export type NaiveProof = {
  readonly roots: Hex32[]
  readonly open: (sample: Sample) => { readonly product: Hex32; readonly path: Hex32[] }
}

/** A lie of a dishonest prover: it changes the eight values of a product row before the prover commits to them. */
export type Lie = (values: bigint[], at: Sample) => bigint[]

const zero = Buffer.alloc(32)

export function naiveProof(subject: ProofSubject, work: ProofWork, lie: Lie = (values) => values): NaiveProof {
  const a = Array.from({ length: work.rows }, (_, row) => naiveRow(subject, { row, hashes: work.hashes }))
  const roots: Hex32[] = []
  const passes: Buffer[][] = []
  let before = subject.slotSeed
  for (let pass = 0; pass < work.passes; pass += 1) {
    const products = a.map((_, row) => packed(lie(naiveProduct(a, { root: before, row, work }), { row, pass })))
    before = hexOf(nodeAt(products, depthOf(work.rows), 0))
    passes.push(products)
    roots.push(before)
  }
  const open = ({ row, pass }: Sample) => {
    const products = passes[pass] as Buffer[]
    const levels = Array.from({ length: depthOf(work.rows) }, (_, level) => level)
    return { product: hexOf(products[row] as Buffer), path: levels.map((level) => hexOf(nodeAt(products, level, (row >> level) ^ 1))) }
  }
  return { roots, open }
}

/** Returns a row of the matrix A. */
export function naiveRow({ node, gpu, slotSeed }: ProofSubject, { row, hashes }: { row: number; hashes: number }): Buffer {
  const key = sha256(bytesOf(node), uint32(gpu), bytesOf(slotSeed))
  const blocks = Array.from({ length: 128 }, (_, block) => {
    let hash = sha256(key, uint32(row), uint32(block))
    for (let done = 1; done < hashes; done += 1) hash = sha256(hash)
    return hash
  })
  return Buffer.concat(blocks)
}

/** Returns a column of the matrix B for the pass that follows a root. */
export function naiveColumn(root: Hex32, column: number): Buffer {
  const key = sha256(bytesOf(root), Buffer.from('columns'))
  return Buffer.concat(Array.from({ length: 128 }, (_, block) => sha256(key, uint32(column), uint32(block))))
}

/** Returns the partner of a row in the pass that follows a root. */
export function naivePartner(root: Hex32, row: number, { rows, segmentBits }: ProofWork): number {
  const size = 2 ** segmentBits
  const order = Array.from({ length: rows / size }, (_, place) => place)
  const segmentsKey = sha256(bytesOf(root), Buffer.from('segments'))
  for (let last = order.length - 1, step = 0; last > 0; last -= 1, step += 1) {
    const draw = sha256(segmentsKey, uint32(0), uint32(Math.floor(step / 8))).readUInt32BE((step % 8) * 4)
    const other = draw % (last + 1)
    ;[order[last], order[other]] = [order[other] as number, order[last] as number]
  }
  const words = sha256(sha256(bytesOf(root), Buffer.from('rows')), uint32(0), uint32(0))
  let position = BigInt(row % size)
  for (let round = 0; round < 3; round += 1) {
    position ^= position >> BigInt(Math.ceil(segmentBits / 2))
    position = (position * BigInt(words.readUInt32BE(round * 8) | 1) + BigInt(words.readUInt32BE(round * 8 + 4))) % BigInt(size)
    if (position < 0n) position += BigInt(size)
  }
  return (order[Math.floor(row / size)] as number) * size + Number(position)
}

/** Combines a row and its partner by xor and returns the product with a column. Bytes are signed. */
export function naiveDot(row: Uint8Array, partner: Uint8Array, column: Uint8Array): bigint {
  return row.reduce(
    (sum, byte, at) => sum + BigInt.asIntN(8, BigInt(byte ^ (partner[at] as number))) * BigInt.asIntN(8, BigInt(column[at] as number)),
    0n,
  )
}

/** Returns a node of the Merkle tree over products. Level 0 has the leaves. */
export function nodeAt(products: readonly Buffer[], level: number, index: number): Buffer {
  if (index * 2 ** level >= products.length) return zero
  if (level === 0) return sha256(Buffer.of(0), products[index] as Buffer)
  return sha256(Buffer.of(1), nodeAt(products, level - 1, index * 2), nodeAt(products, level - 1, index * 2 + 1))
}

export function hexOf(bytes: Uint8Array): Hex32 {
  return `0x${Buffer.from(bytes).toString('hex')}`
}

function naiveProduct(a: readonly Buffer[], { root, row, work }: { root: Hex32; row: number; work: ProofWork }): bigint[] {
  const partner = a[naivePartner(root, row, work)] as Buffer
  return Array.from({ length: 8 }, (_, column) => naiveDot(a[row] as Buffer, partner, naiveColumn(root, column)))
}

function packed(values: readonly bigint[]): Buffer {
  return Buffer.concat(values.map((value) => uint32(Number(BigInt.asUintN(32, value)))))
}

/** Returns the depth of a tree with this number of leaves, by counting. */
export function depthOf(rows: number): number {
  let depth = 0
  while (2 ** depth < rows) depth += 1
  return depth
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function bytesOf(hex: Hex32): Buffer {
  return Buffer.from(hex.slice(2), 'hex')
}
