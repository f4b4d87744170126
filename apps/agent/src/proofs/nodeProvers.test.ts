import { zeroHex32 } from '@infinitio/domain'
import type { ProofWork } from '@infinitio/domain/proofs'
import { expect, onTestFinished, test } from 'vitest'
import { type ProvingGpu, startNodeProvers } from './nodeProvers.ts'
import { startProver } from './startProver.ts'

test('leaves one late GPU of eight out, so that the other seven are not late', async () => {
  const shared = startProver()
  onTestFinished(() => shared.end())
  const late = 5
  const work: ProofWork = { rows: 8, segmentBits: 1, hashes: 1, passes: 2, samples: 8 }
  const gpus = Array.from({ length: 8 }, (_, gpu): ProvingGpu => {
    // A limit of 0 ms is over before the process of the prover can answer.
    return { gpu, device: { kind: 'processor' }, work, limitMs: gpu === late ? 0 : 2 ** 31 - 1, hidden: [] }
  })
  const failed: (readonly [number, unknown])[] = []
  const provers = startNodeProvers(gpus, shared)
  const onFailure = (gpu: number, error: unknown) => void failed.push([gpu, error])
  const made = await provers.prove({ node: zeroHex32, slotSeed: zeroHex32, onFailure })
  expect(made.map(({ gpu }) => gpu)).toEqual([0, 1, 2, 3, 4, 6, 7])
  expect(made.every(({ gpu, commit }) => commit.subject.gpu === gpu)).toBe(true)
  expect(failed).toEqual([[late, expect.objectContaining({ message: 'no proof in 0 ms' })]])
})

test('ends the prover of a rented GPU, the others prove without it, and one that is free again proves with them', async () => {
  const work: ProofWork = { rows: 8, segmentBits: 1, hashes: 1, passes: 2, samples: 8 }
  const gpus = [0, 1, 2].map((gpu): ProvingGpu => ({ gpu, device: { kind: 'processor' }, work, limitMs: 2 ** 31 - 1, hidden: [] }))
  const provers = startNodeProvers(gpus)
  onTestFinished(() => provers.end())
  const failed: number[] = []
  const prove = () => provers.prove({ node: zeroHex32, slotSeed: zeroHex32, onFailure: (gpu) => void failed.push(gpu) })
  provers.endGpus((gpu) => gpu === 1)
  expect((await prove()).map(({ gpu }) => gpu)).toEqual([0, 2])
  const proving = prove()
  provers.endGpus((gpu) => gpu === 2)
  // The proof of GPU 2 may or may not be complete before its process ends. Both are fine.
  expect((await proving).map(({ gpu }) => gpu)).toContain(0)
  expect([failed, provers.isOver()]).toEqual([[], false])
  expect((await prove()).map(({ gpu }) => gpu)).toEqual([0])
  provers.startGpus(gpus.slice(1, 2))
  expect((await prove()).map(({ gpu }) => gpu)).toEqual([0, 1])
  expect([failed, provers.isOver()]).toEqual([[], false])
  provers.endGpus(() => true)
  expect([provers.isOver(), await prove()]).toEqual([true, []])
})
