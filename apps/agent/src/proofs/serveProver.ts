import { setPriority } from 'node:os'
import { type ProofOpening, type ProofSubject, proveByReference, type Sample } from '@infinitio/domain/proofs'
import type { ProverAnswer, ProverCommit, ProverDevice, ProverRequest } from './startProver.ts'

/**
 * Answers the requests of the parent process until the parent disconnects. `niceness` is the process priority; the highest number is the lowest priority. After
 * a request that fails, this process ends, so that all memory of its GPU becomes free.
 */
export function serveProver({ niceness }: { niceness: number }): void {
  setPriority(niceness)
  const answerTo = createProver()
  process.on('message', (request: ProverRequest) => {
    void answerTo(request).then(
      (answer) => void process.send?.(answer),
      (error: unknown) => process.send?.(problemOf(error), () => process.exit(1)),
    )
  })
}

/** Returns the answer to a request that failed: of the kind `problem`, with the reason. */
export function problemOf(error: unknown): ProverAnswer {
  return { kind: 'problem', text: error instanceof Error ? error.message : String(error) }
}

/** A proof of one GPU (or of a processor) for one slot, a block at which all machines make proofs. `open` returns the sampled rows of the calculation. */
type Proved = ProverCommit & { readonly open: (samples: readonly Sample[]) => Promise<readonly ProofOpening[]> }
type ReadyGpu = Awaited<ReturnType<typeof import('./webgpu/readyGpu.ts')['readyGpu']>>
type Ask<Kind extends ProverRequest['kind']> = Extract<ProverRequest, { kind: Kind }>

/** Returns the function that answers a request to a prover. That function rejects with the reason if the device cannot do the work. */
export function createProver(): (request: ProverRequest) => Promise<ProverAnswer> {
  // The proofs from which rows can still be revealed. A prover on the processor makes proofs for several machines one after another, and each proof needs 4 KiB
  // of memory per row.
  const proved = new Map<string, Proved>()
  let gpu: { readonly segmentBits: number; readonly ready: Promise<ReadyGpu> } | null = null

  async function openGpuFor({ device, work }: { device: Extract<ProverDevice, { kind: 'gpu' }>; work: Ask<'ready'>['work'] }): Promise<ReadyGpu> {
    const { segmentBits } = work
    if (gpu?.segmentBits === segmentBits) return gpu.ready
    const { readyGpu } = await import('./webgpu/readyGpu.ts')
    gpu = { segmentBits, ready: readyGpu(device, segmentBits) }
    return gpu.ready
  }

  async function prove({ device, subject, work }: Ask<'prove'>): Promise<Proved> {
    if (device.kind === 'gpu') return await (await openGpuFor({ device, work })).prove(subject, work)
    const from = performance.now()
    const { commit, open } = proveByReference(subject, work)
    return { commit, device: 'processor', seconds: (performance.now() - from) / 1_000, open: async (samples) => open(samples) }
  }

  return async (request) => {
    if (request.kind === 'ready') {
      const { device } = request
      return { kind: 'ready', device: device.kind === 'gpu' ? (await openGpuFor({ ...request, device })).name : 'processor' }
    }
    if (request.kind === 'prove') {
      const { open, ...made } = await prove(request)
      proved.set(nameOf(request.subject), { ...made, open })
      return { kind: 'commit', ...made }
    }
    const kept = proved.get(nameOf(request.subject))
    if (kept === undefined) throw new Error('samples came before the work')
    return { kind: 'openings', openings: await kept.open(request.samples) }
  }
}

function nameOf({ node, gpu, slotSeed }: ProofSubject): string {
  return `${node} ${gpu} ${slotSeed}`
}
