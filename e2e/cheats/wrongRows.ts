// The programs of a dishonest provider load this file with --import. It replaces the prover by one that does no work and commits to invented result rows.
import { columnCount, type MadeProof, makeProof } from '@infinitio/domain/proofs'
import type { ProverAnswer, ProverRequest } from '../../apps/agent/src/proofs/startProver.ts'

const send = process.send?.bind(process) as ((answer: ProverAnswer) => boolean) | undefined
let made: MadeProof | null = null

if (process.argv[1]?.endsWith('/prover.ts') === true && send !== undefined) {
  const on = process.on.bind(process) as (event: string, listener: (request: ProverRequest) => void) => typeof process
  process.on = ((event: string, listener: (request: ProverRequest) => void) => {
    if (event !== 'message') return on(event, listener)
    return on(event, (request) => {
      const answer = madeUp(request)
      if (answer === null) listener(request)
      else send(answer)
    })
  }) as typeof process.on
}

/** Returns the false answer that the dishonest program gives to a request of the agent, or null if the honest program should answer. */
function madeUp(request: ProverRequest): ProverAnswer | null {
  if (request.kind === 'ready') return null
  if (request.kind === 'open') return { kind: 'openings', openings: made?.open(request.samples) ?? [] }
  made = makeProof(request.subject, request.work, () => (row, out, at) => void out.fill(row, at, at + columnCount))
  return { kind: 'commit', commit: made.commit, device: 'processor', seconds: 1 }
}
