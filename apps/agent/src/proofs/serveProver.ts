import { setPriority } from 'node:os'
import { type MadeProof, proveByReference } from '@infinitio/domain/proofs'
import type { ProverAnswer, ProverRequest } from './proverMessages.ts'

/** The lowest priority: a lease on this machine gets the processor first. */
const niceness = 19

/** Answers the requests of the parent process until it disconnects. A rejected request ends the process, so that the parent sees it. */
export function serveProver(): void {
  setPriority(niceness)
  let made: MadeProof | null = null
  process.on('message', (request: ProverRequest) => {
    if (request.kind === 'open') {
      if (made === null) throw new Error('samples came before the work')
      answer({ kind: 'openings', openings: made.open(request.samples) })
      return
    }
    const from = performance.now()
    made = proveByReference(request.subject, request.work)
    answer({ kind: 'commit', commit: made.commit, seconds: (performance.now() - from) / 1_000 })
  })
}

function answer(message: ProverAnswer): void {
  process.send?.(message)
}
