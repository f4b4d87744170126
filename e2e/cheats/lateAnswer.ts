// Loaded by --import into the programs of a provider whose machine is too slow: its prover answers two seconds after the end of the time for commits, and its agent
// sends the commit nevertheless.
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
