import type { Hex32 } from '@infinitio/domain'
import {
  isPossibleWork,
  type ProofCommit,
  type ProofOpening,
  type ProofSubject,
  type ProofWork,
  rootBefore,
  type Sample,
} from '@infinitio/domain/proofs'
import { prepareGpuPasses } from './gpuPasses.ts'
import { fillGpuRows } from './gpuRows.ts'
import type { KeptLevels } from './gpuTree.ts'
import { openGpuRow } from './openGpuRow.ts'
import type { ProofPipelines } from './proofPipelines.ts'
import { rejectErrors } from './rejectErrors.ts'

/** A proof made on a GPU. A stays in its memory until the process ends, because opened rows need it. */
type GpuProof = {
  readonly commit: ProofCommit
  readonly open: (samples: readonly Sample[]) => Promise<ProofOpening[]>
}

/**
 * Proves one GPU: the same bytes as `proveByReference`. The pipelines are compiled for the segments of this work. Rejects if the work is outside the limits, or
 * the GPU refuses a part of it, for example because its memory is too small.
 */
export async function proveByWebgpu(pipelines: ProofPipelines, subject: ProofSubject, work: ProofWork): Promise<GpuProof> {
  if (!isPossibleWork(work)) throw new Error('the work is outside the limits of a proof')
  const { device } = pipelines
  const roots: Hex32[] = []
  const commit: ProofCommit = { subject, work, roots }
  const kept: KeptLevels[] = []
  const a = await rejectErrors(device, async () => {
    const filled = await fillGpuRows(pipelines, subject, work)
    const passes = prepareGpuPasses(pipelines, filled, work)
    for (let pass = 0; pass < work.passes; pass += 1) {
      const ran = await passes.run(rootBefore(commit, pass))
      roots.push(ran.root)
      kept.push(ran.kept)
    }
    passes.free()
    return filled
  })
  return {
    commit,
    open: (samples) =>
      rejectErrors(device, async () => {
        const openings: ProofOpening[] = []
        for (const sample of samples) openings.push(await openGpuRow({ device, a, commit, kept: kept[sample.pass] as KeptLevels }, sample))
        return openings
      }),
  }
}
