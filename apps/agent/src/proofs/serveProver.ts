import { setPriority } from 'node:os'
import { type ProofOpening, proveByReference, type Sample } from '@infinitio/domain/proofs'
import type { ProverAnswer, ProverCommit, ProverRequest } from './proverMessages.ts'

/** The lowest priority: a lease on this machine gets the processor first. */
const niceness = 19

/** A proof of one slot, from the processor or from a GPU. */
type Proved = ProverCommit & { readonly open: (samples: readonly Sample[]) => Promise<readonly ProofOpening[]> }

/** Answers the requests of the parent process until it disconnects. After a rejected request the process ends, so that no memory of a GPU stays taken. */
export function serveProver(): void {
  setPriority(niceness)
  let proved: Proved | null = null
  process.on('message', (request: ProverRequest) => {
    void answerTo(request).catch((error: unknown) => {
      process.send?.({ kind: 'problem', text: error instanceof Error ? error.message : String(error) } satisfies ProverAnswer, () => process.exit(1))
    })
  })

  async function answerTo(request: ProverRequest): Promise<void> {
    if (request.kind === 'prove') {
      proved = await prove(request)
      const { open: _, ...made } = proved
      return answer({ kind: 'commit', ...made })
    }
    if (proved === null) throw new Error('samples came before the work')
    answer({ kind: 'openings', openings: await proved.open(request.samples) })
  }
}

async function prove({ device, subject, work }: Extract<ProverRequest, { kind: 'prove' }>): Promise<Proved> {
  if (device.kind === 'processor') {
    const from = performance.now()
    const { commit, open } = proveByReference(subject, work)
    return { commit, device: 'processor', seconds: (performance.now() - from) / 1_000, open: async (samples) => open(samples) }
  }
  const { proveOnGpu } = await import('./webgpu/proveOnGpu.ts')
  return await proveOnGpu(device, subject, work)
}

function answer(message: ProverAnswer): void {
  process.send?.(message)
}
