import type { ProofOpening, ProofSubject, ProofWork, Sample } from '@infinitio/domain/proofs'
import type { ProverCommit } from '../proverMessages.ts'
import { openGpu } from './openGpu.ts'
import { compileProofPipelines } from './proofPipelines.ts'
import { proveByWebgpu } from './proveByWebgpu.ts'

/** A proof by the GPU of this process. */
type GpuProved = ProverCommit & { readonly open: (samples: readonly Sample[]) => Promise<ProofOpening[]> }

/** Opens the GPU, compiles the programs, and proves. The time counts from the first buffer, because a prover opens and compiles before a slot. */
export async function proveOnGpu(dawn: string, subject: ProofSubject, work: ProofWork): Promise<GpuProved> {
  const { device, name } = await openGpu(dawn)
  const lost = new Promise<never>((_, reject) => void device.lost.then(({ message }) => reject(new Error(`the GPU was lost: ${message}`))))
  const pipelines = await compileProofPipelines(device, work.segmentBits)
  const from = performance.now()
  const { commit, open } = await Promise.race([proveByWebgpu(pipelines, subject, work), lost])
  const seconds = (performance.now() - from) / 1_000
  return { commit, device: name, seconds, open: (samples) => Promise.race([open(samples), lost]) }
}
