// The programs of a dishonest provider load this file with --import. It makes them act like a machine that is too slow: the prover answers two seconds after
// the deadline, and the agent sends the answer anyway.
import { noncesAfterMs } from '@infinitio/domain/proofs'
import type { ProverAnswer, ProverRequest } from '../../apps/agent/src/proofs/startProver.ts'

const limitMs = noncesAfterMs(31_337)
const lateMs = 2_000
const send = process.send?.bind(process) as ((answer: ProverAnswer, done?: () => void) => boolean) | undefined

if (process.argv[1]?.endsWith('/prover.ts') === true && send !== undefined) {
  let askedAt = 0
  process.on('message', (request: ProverRequest) => {
    if (request.kind === 'prove') askedAt = performance.now()
  })
  process.send = ((answer: ProverAnswer, done?: () => void) => {
    const waits = answer.kind === 'commit' ? Math.max(0, askedAt + limitMs + lateMs - performance.now()) : 0
    setTimeout(() => send(answer, done), waits)
    return true
  }) as NonNullable<typeof process.send>
} else {
  const wait = globalThis.setTimeout
  globalThis.setTimeout = ((run: () => void, ms?: number, ...values: []) =>
    wait(run, ms === limitMs ? 2 * limitMs : ms, ...values)) as typeof globalThis.setTimeout
}
