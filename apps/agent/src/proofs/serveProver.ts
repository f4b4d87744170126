import { setPriority } from 'node:os'
import { type ProofOpening, type ProofSubject, proveByReference, type Sample } from '@infinitio/domain/proofs'
import type { ProverAnswer, ProverCommit, ProverRequest } from './proverMessages.ts'

/** The lowest priority: a lease on this machine gets the processor first. */
const niceness = 19

/** A proof of one slot, from the processor or from a GPU. */
type Proved = ProverCommit & { readonly open: (samples: readonly Sample[]) => Promise<readonly ProofOpening[]> }

/** Answers the requests of the parent process until it disconnects. After a rejected request the process ends, so that no memory of a GPU stays taken. */
export function serveProver(): void {
  setPriority(niceness)
  // A process on the processor proves several machines in turn. Each keeps 4 KiB for each of its rows.
  const proved = new Map<string, Proved>()
  process.on('message', (request: ProverRequest) => {
    void answerTo(request).catch((error: unknown) => {
      process.send?.({ kind: 'problem', text: error instanceof Error ? error.message : String(error) } satisfies ProverAnswer, () => process.exit(1))
    })
  })

  async function answerTo(request: ProverRequest): Promise<void> {
    if (request.kind === 'prove') {
      const { open, ...made } = await prove(request)
      proved.set(nameOf(request.subject), { ...made, open })
      return answer({ kind: 'commit', ...made })
    }
    const kept = proved.get(nameOf(request.subject))
    if (kept === undefined) throw new Error('samples came before the work')
    answer({ kind: 'openings', openings: await kept.open(request.samples) })
  }
}

function nameOf({ node, gpu, slotSeed }: ProofSubject): string {
  return `${node} ${gpu} ${slotSeed}`
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
