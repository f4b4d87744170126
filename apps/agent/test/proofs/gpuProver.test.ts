import { hex32, zeroHex32 } from '@infinitio/domain'
import { processorWork, proofFault, proveByReference, type ProofWork, samplesOfProof } from '@infinitio/domain/proofs'
import { describe, expect, test } from 'vitest'
import { findDawn } from '../../src/proofs/dawnModule.ts'
import { startProver } from '../../src/proofs/startProver.ts'
import { findSoftwareGpu } from './softwareGpu.ts'

// Compiling the programs for a GPU in software takes long.
const gpu = process.env.TEST_LONG === '1' ? await findSoftwareGpu() : { missing: 'it is a long test' }
const name = 'missing' in gpu ? `, skipped: ${gpu.missing}` : ''
const subject = { node: `0x${'12'.repeat(32)}`, gpu: 3, slotSeed: `0x${'ab'.repeat(32)}` } as const

describe.skipIf('missing' in gpu)(`the prover on a GPU${name}`, () => {
  test.each<[string, ProofWork]>([
    ['the work of a simulated machine', processorWork.simulated],
    ['one row', { rows: 1, segmentBits: 0, hashes: 1, passes: 2, samples: 3 }],
    ['rows without a pair', { rows: 3, segmentBits: 0, hashes: 2, passes: 2, samples: 3 }],
    ['segments larger than a workgroup', { rows: 512, segmentBits: 8, hashes: 2, passes: 3, samples: 6 }],
    ['a level that the GPU folds, with an incomplete group', { rows: 1_024, segmentBits: 2, hashes: 1, passes: 2, samples: 6 }],
    ['groups of nodes in two directions', { rows: 4_096, segmentBits: 4, hashes: 1, passes: 2, samples: 6 }],
    ['segments that fill less than a buffer binding needs', { rows: 200, segmentBits: 0, hashes: 2, passes: 2, samples: 6 }],
  ])('makes the same bytes as the processor for %s', async (_, work) => {
    const reference = proveByReference(subject, work)
    const prover = startProver({ env: { ...process.env, ...('env' in gpu ? gpu.env : {}) } })
    try {
      const { commit, device } = await prover.prove({ kind: 'gpu', dawn: await findDawn(), isSoftwareAllowed: true }, subject, work)
      expect(device).toContain('swiftshader')
      expect(commit).toEqual(reference.commit)
      const proof = { commit, timers: 1, nonces: [{ place: 0, nonce: zeroHex32 }], zHash: zeroHex32 }
      const openings = await prover.open(commit.subject, samplesOfProof(proof))
      expect(openings).toEqual(reference.open(samplesOfProof(proof)))
      expect(proofFault({ ...proof, openings })).toBeNull()
    } finally {
      prover.end()
    }
  })

  test('opens the rows of two slots that overlap, with the memory of one', async () => {
    const prover = startProver({ env: { ...process.env, ...('env' in gpu ? gpu.env : {}) } })
    const work = { rows: 64, segmentBits: 2, hashes: 2, passes: 2, samples: 3 }
    try {
      const subjects = ['ab', 'cd'].map((seed) => ({ ...subject, slotSeed: hex32(`0x${seed.repeat(32)}`) }))
      for (const of of subjects) await prover.prove({ kind: 'gpu', dawn: await findDawn(), isSoftwareAllowed: true }, of, work)
      for (const of of [...subjects, ...subjects]) {
        const samples = [{ row: 5, pass: 1 }]
        expect(await prover.open(of, samples)).toEqual(proveByReference(of, work).open(samples))
      }
    } finally {
      prover.end()
    }
  })

  test('refuses a software driver for the work of a class', async () => {
    const prover = startProver({ env: { ...process.env, ...('env' in gpu ? gpu.env : {}) } })
    const proving = prover.prove({ kind: 'gpu', dawn: await findDawn(), isSoftwareAllowed: false }, subject, processorWork.simulated)
    await expect(proving).rejects.toThrow('only a software driver')
  })

  test('refuses work outside the limits', async () => {
    const prover = startProver({ env: { ...process.env, ...('env' in gpu ? gpu.env : {}) } })
    const work = { rows: 2 ** 26, segmentBits: 16, hashes: 12, passes: 64, samples: 80 }
    await expect(prover.prove({ kind: 'gpu', dawn: await findDawn(), isSoftwareAllowed: true }, subject, work)).rejects.toThrow('outside the limits')
  })
})
