import { expect, test } from 'vitest'
import { hashOf } from '../../test/proofs/hashOf.ts'
import { makeProof } from './makeProof.ts'
import type { ProofWork } from './proofWork.ts'
import { fillRows, productsOf, proveByReference } from './referenceProver.ts'
import { hashCommit } from './proofCommit.ts'
import { samplesOf, samplesOfProof } from './verifyProof.ts'
import { wrongCell } from './wrongCell.ts'

const work: ProofWork = { rows: 8, segmentBits: 1, hashes: 1, passes: 2, samples: 8 }
const subject = { node: hashOf('node'), gpu: 0, slotSeed: hashOf('seed') }
const nonces = [0, 2].map((place) => ({ place, nonce: hashOf(`nonce ${place}`) }))
const zHash = hashOf('z')

test('names nonce, sample and column of the first wrong value', () => {
  const a = fillRows(subject, work)
  const { commit, open } = makeProof(subject, work, (before, pass) => {
    const right = productsOf(a, before, pass)
    return (row, out, at) => {
      right(row, out, at)
      if (pass === 1) out[at + 5] = (out[at + 5] ?? 0) ^ 1
    }
  })
  const proof = { commit, timers: 3, nonces, zHash }
  const openings = open(samplesOfProof(proof))
  const found = wrongCell({ ...proof, openings })
  if (found === null) throw new Error('a value is wrong')
  const { index, sample, column, product } = found
  expect(column).toBe(5)
  const drawn = samplesOf(index, { commit: hashCommit(commit), zHash, nonces, work })[sample]
  expect(openings[index * 4 + sample]).toMatchObject({ ...drawn, product, pass: 1 })
})

test('finds nothing in an honest proof, or in openings that do not belong to the roots', () => {
  const { commit, open } = proveByReference(subject, work)
  const proof = { commit, timers: 3, nonces, zHash }
  const openings = open(samplesOfProof(proof))
  expect(wrongCell({ ...proof, openings })).toBeNull()
  expect(wrongCell({ ...proof, openings: openings.map((it) => ({ ...it, product: hashOf('other') })) })).toBeNull()
})
