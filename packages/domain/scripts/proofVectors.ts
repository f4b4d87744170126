import { createHash } from 'node:crypto'
import { concat, encodeAbiParameters, keccak256, parseAbiParameters } from 'viem'
import { hex32, type Hex32 } from '../src/index.ts'
import type { ProofSubject, ProofWork } from '../src/proofs/index.ts'
import { calls, statements } from './proofStatementVectors.ts'
import { depthOf, hexOf, type Lie, naiveColumn, naiveDot, naivePartner, naiveProof, naiveRow, nodeAt } from '../test/naiveProof.ts'

const work = (rows: number, segmentBits: number): ProofWork => ({ rows, segmentBits, hashes: 2, passes: 3, samples: 7 })
/**
 * Sizes of the GPU proofs in the test vectors. They have one row; three rows, so that one level of the Merkle tree has an odd number of nodes; 20 rows in five
 * segments of 2^2 rows; and 16 rows, a power of two.
 */
const works = [work(1, 0), work(3, 0), work(20, 2), work(16, 1)]
const subject: ProofSubject = { node: hashOf('node'), gpu: 3, slotSeed: hashOf('slot') }

/** Returns the test vectors of the GPU proof. They are calculated only by the plain code of test/naiveProof.ts and by viem's hash functions. */
export async function proofVectors() {
  return {
    ...{ rows: rows(), columns: columns(), partners: partners(), products: products(), trees: trees() },
    ...{ cells: [...cells(null), ...cells(lie)], calls: await calls(), statements: await statements() },
  }
}

/** A dishonest prover for the test vectors: in each pass, it adds 1 to one value of every second row. */
const lie: Lie = (values, { row, pass }) =>
  row % 2 === 0 ? values.map((value, column) => (column === (row + pass) % 8 ? value + 1n : value)) : values

function rows() {
  const places = [0, 1, 2 ** 26 - 1].flatMap((row) => [1, 2, 32].map((hashes) => ({ row, hashes })))
  return places.map((place) => ({ ...subject, ...place, hash: shaOf(naiveRow(subject, place)) }))
}

function columns() {
  return [0, 1, 7].map((column) => ({ root: hashOf('root'), column, hash: shaOf(naiveColumn(hashOf('root'), column)) }))
}

function partners() {
  const sizes = [work(1, 0), work(3, 0), work(20, 2), work(64, 4), work(2_048 * 8, 3), work(3 * 2 ** 15, 15)]
  return sizes.flatMap((size, at) => {
    const picked = [...new Set([0, 1, Math.floor(size.rows / 2), size.rows - 1])].filter((row) => row < size.rows)
    const root = hashOf(`root ${at}`)
    return picked.map((row) => ({ root, rows: size.rows, segmentBits: size.segmentBits, row, partner: naivePartner(root, row, size) }))
  })
}

/**
 * Tests products with bytes of −128 and 127, because they give the largest sums. float32 is exact only up to 2^24, and sums of random bytes are almost always
 * smaller.
 */
function products() {
  const [lowest, highest, none] = [-128, 127, 0].map((byte) => Buffer.alloc(4_096, byte)) as [Buffer, Buffer, Buffer]
  // The product of this row and column is odd and above 2^24 (it is just below 2^26), so float32 cannot represent it. All bytes are −128, except one pair of
  // −127 and −1.
  const odd = Buffer.from(lowest)
  odd[4_095] = -127
  const column = Buffer.from(lowest)
  column[4_095] = -1
  const some = (name: string) => Buffer.concat(Array.from({ length: 128 }, (_, at) => Buffer.from(hashOf(`${name} ${at}`).slice(2), 'hex')))
  const cases: [Buffer, Buffer, Buffer][] = [
    [lowest, none, lowest],
    [lowest, none, highest],
    [highest, none, highest],
    [odd, none, column],
    [lowest, highest, lowest],
    [some('row'), some('partner'), some('column')],
  ]
  return cases.map(([row, partner, b]) => ({ row: hexOf(row), partner: hexOf(partner), column: hexOf(b), value: naiveDot(row, partner, b) }))
}

function trees() {
  return [1, 2, 3, 5, 6, 7, 20].flatMap((count) => {
    const leaves = Array.from({ length: count }, (_, row) => Buffer.from(hashOf(`product ${row}`).slice(2), 'hex'))
    const depth = depthOf(count)
    return [...new Set([0, count - 1])].map((row) => {
      const path = Array.from({ length: depth }, (_, level) => hexOf(nodeAt(leaves, level, (row >> level) ^ 1)))
      return { rows: count, row, product: hashOf(`product ${row}`), path, root: hexOf(nodeAt(leaves, depth, 0)) }
    })
  })
}

/**
 * Makes whole test proofs, each with the values of the rows that one nonce samples. `right` is the correct value. The revealed value differs from it if the
 * prover lied.
 */
function cells(lied: Lie | null) {
  return works.flatMap((size) => {
    const proof = naiveProof(subject, size, lied ?? undefined)
    const { roots } = proof
    const commit = commitHash(size, roots)
    const [nonce, zHash, timers, place] = [hashOf('nonce'), hashOf('z'), 4, 2]
    // The test vectors of an honest proof use the second of three nonces. A dishonest proof has only one nonce, so this nonce samples all rows.
    const { index, nonces } = lied === null ? { index: 1, nonces: 3 } : { index: 0, nonces: 1 }
    const perNonce = Math.ceil(size.samples / nonces)
    return Array.from({ length: perNonce }, (_, j) => {
      const drawn = BigInt(
        keccak256(encodeAbiParameters(parseAbiParameters('bytes32, bytes32, bytes32, uint256'), [commit, nonce, zHash, BigInt(j)])),
      )
      const row = Number(drawn % BigInt(size.rows))
      const pass = Number((BigInt(zHash) + BigInt(index * perNonce + j)) % BigInt(size.passes))
      const { product, path } = proof.open({ row, pass })
      const root = pass === 0 ? subject.slotSeed : (roots[pass - 1] as Hex32)
      const rowOfA = (at: number) => naiveRow(subject, { row: at, hashes: size.hashes })
      const values = (column: number) => naiveDot(rowOfA(row), rowOfA(naivePartner(root, row, size)), naiveColumn(root, column))
      const right = Array.from({ length: 8 }, (_, column) => values(column))
      return {
        ...subject,
        work: size,
        roots,
        commit,
        nonce,
        place,
        timers,
        index,
        nonces,
        zHash,
        j,
        row,
        pass,
        product,
        path,
        right,
        lied: lied !== null,
      }
    })
  })
}

function commitHash({ rows: count, segmentBits, hashes, passes, samples }: ProofWork, roots: readonly Hex32[]): Hex32 {
  const types = parseAbiParameters('bytes32, uint256, bytes32, uint256, uint256, uint256, uint256, uint256, bytes32')
  const { node, gpu, slotSeed } = subject
  const sizes = [BigInt(count), BigInt(segmentBits), BigInt(hashes), BigInt(passes), BigInt(samples)] as const
  return hex32(keccak256(encodeAbiParameters(types, [node, BigInt(gpu), slotSeed, ...sizes, keccak256(concat(roots))])))
}

function hashOf(text: string): Hex32 {
  return shaOf(Buffer.from(text))
}

function shaOf(bytes: Uint8Array): Hex32 {
  return hexOf(createHash('sha256').update(bytes).digest())
}
