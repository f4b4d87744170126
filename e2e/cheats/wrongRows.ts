// Loaded by --import into the programs of a provider who cheats: its prover keeps no rows and commits to numbers that it makes up.
import { columnCount, type MadeProof, makeProof, type Sample } from '@infinitio/domain/proofs'
import type { ProverAnswer, ProverRequest } from '../../apps/agent/src/proofs/startProver.ts'

const send = process.send?.bind(process) as ((answer: ProverAnswer, done?: () => void) => boolean) | undefined
let made: MadeProof | null = null
let samples: readonly Sample[] = []

if (process.argv[1]?.endsWith('/prover.ts') === true && send !== undefined) {
  process.on('message', (request: ProverRequest) => {
    if (request.kind === 'open') samples = request.samples
  })
  process.send = ((answer: ProverAnswer, done?: () => void) => send(madeUp(answer), done)) as NonNullable<typeof process.send>
}

function madeUp(answer: ProverAnswer): ProverAnswer {
  if (answer.kind === 'commit') {
    const { subject, work } = answer.commit
    made = makeProof(subject, work, () => (row, out, at) => void out.fill(row, at, at + columnCount))
    return { ...answer, commit: made.commit }
  }
  return answer.kind === 'openings' && made !== null ? { ...answer, openings: made.open(samples) } : answer
}
