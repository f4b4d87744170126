import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hex32, type Hex32 } from '../index.ts'
import { makeProof, type ProductWriter } from './makeProof.ts'
import { columnCount, proofLimits, type ProofWork } from './proofWork.ts'
import { fillRows, productsOf, proveByReference } from './referenceProver.ts'
import { type Proof, proofFault, samplesOfProof } from './verifyProof.ts'

const subject = { node: hashOf('node'), gpu: 0, slotSeed: hashOf('slot') }
const work: ProofWork = { rows: 12, segmentBits: 2, hashes: 2, passes: 3, samples: 12 }

describe('proofFault', () => {
  test('finds none in an honest proof', () => {
    expect(proofFault(honest())).toBeNull()
  })

  test('finds one flipped bit anywhere in the proof', () => {
    const proof = honest()
    const text = JSON.stringify(proof)
    const places = [...text.matchAll(/0x[0-9a-f]{64}/g)].map(({ index }) => index)
    expect(places.length).toBeGreaterThan(40)
    for (const [at, place] of places.entries()) {
      const digit = place + 2 + ((at * 7) % 64)
      const flipped = (Number.parseInt(text.charAt(digit), 16) ^ 1).toString(16)
      const changed = JSON.parse(text.slice(0, digit) + flipped + text.slice(digit + 1)) as Proof
      expect(proofFault(changed), `hash ${at}`).not.toBeNull()
    }
  })

  test('finds an opening of another sample, a missing one, and one too many', () => {
    const proof = honest()
    const [first, second, ...rest] = proof.openings as [Proof['openings'][0], Proof['openings'][0], ...Proof['openings']]
    expect(proofFault({ ...proof, openings: [second, first, ...rest] })).toEqual({ fault: 'sample', opening: 0 })
    expect(proofFault({ ...proof, openings: rest })).toEqual({ fault: 'shape', opening: null })
    expect(proofFault({ ...proof, openings: [...proof.openings, first] })).toEqual({ fault: 'shape', opening: null })
  })

  test('finds a path that is too long or too short', () => {
    const proof = honest()
    const [first, ...rest] = proof.openings as [Proof['openings'][0], ...Proof['openings']]
    for (const path of [[...first.path, hashOf('more')], first.path.slice(1), []]) {
      expect(proofFault({ ...proof, openings: [{ ...first, path }, ...rest] })).toEqual({ fault: 'path', opening: 0 })
    }
  })

  test('finds an answer made for another node, GPU or slot', () => {
    const proof = honest()
    for (const other of [{ node: hashOf('other') }, { gpu: 1 }, { slotSeed: hashOf('other slot') }]) {
      const commit = { ...proof.commit, subject: { ...subject, ...other } }
      expect(proofFault({ ...proof, commit })).not.toBeNull()
    }
  })

  // The verifier must check rows of each pass. Otherwise a prover could choose the Merkle root of one pass freely and calculate the passes before and after it
  // at the same time.
  test('finds a pass of garbage whose root the prover chose', () => {
    const a = fillRows(subject, work)
    const garbage: ProductWriter = (_row, out, at) => out.fill(7, at, at + columnCount)
    const { commit, open } = makeProof(subject, work, (before, pass) => (pass === 1 ? garbage : productsOf(a, before, pass)))
    const proof = { ...honest(), commit }
    expect(proofFault({ ...proof, openings: open(samplesOfProof(proof)) })).toMatchObject({ fault: 'product' })
  })

  test('refuses work beyond the limits, segments that are not whole, and missing roots', () => {
    const proof = honest()
    const changes: Partial<ProofWork>[] = [
      { rows: 0 },
      { rows: 13 },
      { rows: proofLimits.rows * 2 },
      { segmentBits: 16 },
      { hashes: 33 },
      { hashes: 0 },
      { passes: 2 },
      { samples: 81 },
      { samples: 2 },
      { rows: 1.5 },
    ]
    for (const change of changes) {
      const commit = { ...proof.commit, work: { ...work, ...change } }
      expect(proofFault({ ...proof, commit }), JSON.stringify(change)).toEqual({ fault: 'shape', opening: null })
    }
  })

  test('refuses nonces of one position twice, out of order or beyond the timers', () => {
    const proof = honest()
    const nonce = hashOf('nonce')
    for (const places of [[1, 1], [2, 0], [3], [-1], []]) {
      const nonces = places.map((place) => ({ place, nonce }))
      expect(proofFault({ ...proof, nonces }), `${places}`).toEqual({ fault: 'shape', opening: null })
    }
  })

  test('draws no row again for a nonce when another nonce is left out', () => {
    const proof = honest()
    const [, second] = proof.nonces as [Proof['nonces'][0], Proof['nonces'][0]]
    const rows = (nonces: Proof['nonces']) => samplesOfProof({ ...proof, nonces }).map(({ row }) => row)
    const all = rows(proof.nonces)
    expect(rows([second]).slice(0, all.length / 2)).toEqual(all.slice(all.length / 2))
  })

  // Check that a row of each pass is checked; a pass is one round of matrix multiplication. Otherwise a prover could invent the Merkle root of that pass, and
  // calculate the passes before and after it at the same time.
  test('opens each pass with any nonces, and at most 95 rows', () => {
    const proof = honest()
    const most = { ...work, passes: 64, samples: 80 }
    const commit = { ...proof.commit, work: most }
    for (let count = 1; count <= 16; count += 1) {
      const nonces = Array.from({ length: count }, (_, place) => ({ place, nonce: hashOf(`nonce ${place}`) }))
      const samples = samplesOfProof({ ...proof, commit, nonces, zHash: hashOf(`z ${count}`) })
      expect(new Set(samples.map(({ pass }) => pass)).size).toBe(64)
      expect(samples.length).toBeLessThanOrEqual(95)
    }
  })
})

function honest(): Proof {
  const made = proveByReference(subject, work)
  const nonces = [0, 2].map((place) => ({ place, nonce: hashOf(`nonce ${place}`) }))
  const proof = { commit: made.commit, timers: 3, nonces, zHash: hashOf('z') }
  return { ...proof, openings: made.open(samplesOfProof(proof)) }
}

function hashOf(text: string): Hex32 {
  return hex32(`0x${createHash('sha256').update(text).digest('hex')}`)
}
