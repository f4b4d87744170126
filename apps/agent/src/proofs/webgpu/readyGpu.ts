import type { ProofOpening, ProofSubject, ProofWork, Sample } from '@infinitio/domain/proofs'
import type { ProverCommit } from '../proverMessages.ts'
import { openGpu } from './openGpu.ts'
import { compileProofPipelines } from './proofPipelines.ts'
import { proveByWebgpu } from './proveByWebgpu.ts'

/** A proof by the GPU of this process. */
type GpuProved = ProverCommit & { readonly open: (samples: readonly Sample[]) => Promise<ProofOpening[]> }
/** An open GPU whose programs are compiled for the segments of some work. It has no rows yet. */
type ReadyGpu = { readonly name: string; readonly prove: (subject: ProofSubject, work: ProofWork) => Promise<GpuProved> }

/** Opens the GPU and compiles the programs, which a prover does before its slot. Rejects if no GPU answers. */
export async function readyGpu(by: Parameters<typeof openGpu>[0], segmentBits: number): Promise<ReadyGpu> {
  const { device, name } = await openGpu(by)
  const lost = device.lost.then(({ message }): never => {
    throw new Error(`the GPU was lost: ${message}`)
  })
  // Each step below waits for it, too. Without a handler until then, an early loss would end the process without its reason.
  lost.catch(() => {})
  const pipelines = await Promise.race([compileProofPipelines(device, segmentBits), lost])
  return {
    name,
    async prove(subject, work) {
      const from = performance.now()
      const { commit, open } = await Promise.race([proveByWebgpu(pipelines, subject, work), lost])
      const seconds = (performance.now() - from) / 1_000
      return { commit, device: name, seconds, open: (samples) => Promise.race([open(samples), lost]) }
    },
  }
}
