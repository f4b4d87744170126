import { type Hex32, hex32 } from '@infinitio/domain'
import { processorWork, proveByReference, samplesOfProof } from '@infinitio/domain/proofs'
import { mostProofFileBytes, type ProofFile } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { checkProof, readProofFile } from './checkProof.ts'

const hash = (digit: string): Hex32 => hex32(`0x${digit.repeat(64)}`)

describe('a proof file', () => {
  test('is read and checked', () => {
    const file = readProofFile(JSON.stringify(honestFile()))
    expect(checkProof(file)).toEqual({ fault: null, filledMib: 0.25, openings: 16 })
  })

  test('is refused with an unknown field, a wrong size or a value out of range', () => {
    const file = honestFile()
    const { commit } = file
    const changes: object[] = [
      { more: 1 },
      { format: 'infinitio-proof-2' },
      { timers: 17 },
      { timers: 1.5 },
      { nonces: [] },
      { seconds: -1 },
      { zHash: '0x12' },
      { zHash: `0x${'A'.repeat(64)}` },
      { openings: Array.from({ length: 97 }, () => file.openings[0]) },
      { commit: { ...commit, roots: Array.from({ length: 65 }, () => hash('1')) } },
      { commit: { ...commit, work: { ...commit.work, hashes: 33 } } },
      { commit: { ...commit, work: { ...commit.work, rows: 2 ** 26 + 1 } } },
      { commit: { ...commit, subject: { ...commit.subject, gpu: 64 } } },
      { openings: [{ ...file.openings[0], path: Array.from({ length: 27 }, () => hash('1')) }] },
    ]
    for (const change of changes) {
      expect(() => readProofFile(JSON.stringify({ ...file, ...change })), JSON.stringify(change).slice(0, 80)).toThrow('(proof.file_unusable)')
    }
    for (const text of ['', 'null', '[]', '{', `"${'x'.repeat(mostProofFileBytes)}"`])
      expect(() => readProofFile(text)).toThrow('(proof.file_unusable)')
  })

  test('fits the limit with the most and longest openings', () => {
    const file = honestFile()
    const [opening] = file.openings as [ProofFile['openings'][0]]
    const openings = Array.from({ length: 96 }, () => ({ ...opening, row: 2 ** 26 - 1, path: Array.from({ length: 26 }, () => hash('f')) }))
    const commit = { ...file.commit, roots: Array.from({ length: 64 }, () => hash('1')) }
    expect(() => readProofFile(JSON.stringify({ ...file, commit, openings }))).not.toThrow()
  })
})

function honestFile(): ProofFile {
  const made = proveByReference({ node: hash('1'), gpu: 0, slotSeed: hash('2') }, processorWork.simulated)
  const proof = { commit: made.commit, timers: 1, nonces: [{ place: 0, nonce: hash('3') }], zHash: hash('4') }
  return { format: 'infinitio-proof-1', ...proof, openings: made.open(samplesOfProof(proof)), seconds: 1 }
}
