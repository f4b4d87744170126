import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hex32 } from '../index.ts'
import { partnerOf, partnersAfter } from './partnerOf.ts'
import { columnsAfter } from './productRow.ts'
import { columnCount, rowBytes } from './proofWork.ts'
import { fillRows, productsOf } from './referenceProver.ts'

const subject = { node: hex32(`0x${'1'.repeat(64)}`), gpu: 0, slotSeed: hex32(`0x${'2'.repeat(64)}`) }
const work = { rows: 24, segmentBits: 2, hashes: 1, passes: 1, samples: 1 }

/**
 * Checks all products at once by Freivalds' method: u·C = (u·X)·B for random u, where X is the matrix of all combined rows. A wrong C passes only with a small
 * probability.
 */
function agrees(c: Int32Array, weights: readonly number[]): boolean {
  const bytes = new Int8Array(fillRows(subject, work).buffer)
  const partners = partnersAfter(subject.slotSeed, work)
  const sums = new Array<bigint>(rowBytes).fill(0n)
  for (let row = 0; row < work.rows; row += 1) {
    const partner = partnerOf(partners, row, work.segmentBits)
    for (let at = 0; at < rowBytes; at += 1) {
      sums[at] =
        (sums[at] as bigint) +
        BigInt((weights[row] as number) * ((bytes[row * rowBytes + at] as number) ^ (bytes[partner * rowBytes + at] as number)))
    }
  }
  const columns = columnsAfter(subject.slotSeed)
  return Array.from({ length: columnCount }, (_, column) => column).every((column) => {
    const left = weights.reduce((sum, weight, row) => sum + BigInt(weight) * BigInt(c[row * columnCount + column] as number), 0n)
    const right = sums.reduce((sum, value, at) => sum + value * BigInt(columns[column * rowBytes + at] as number), 0n)
    return left === right
  })
}

test('products pass two Freivalds tests, and fail them with one wrong cell', () => {
  const products = productsOf(fillRows(subject, work), { subject, work, roots: [] }, 0)
  const c = new Int32Array(work.rows * columnCount)
  for (let row = 0; row < work.rows; row += 1) products(row, c, row * columnCount)
  const weights = fc.sample(fc.array(fc.integer({ min: 1, max: 2 ** 20 }), { minLength: work.rows, maxLength: work.rows }), { seed: 225, numRuns: 2 })
  expect(weights.every((one) => agrees(c, one))).toBe(true)
  c[101] = (c[101] as number) + 1
  expect(weights.some((one) => agrees(c, one))).toBe(false)
})
