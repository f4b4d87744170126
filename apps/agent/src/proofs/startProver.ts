import { fork } from 'node:child_process'
import { resolve } from 'node:path'
import type { ProofCommit, ProofOpening, ProofSubject, ProofWork, Sample } from '@infinitio/domain/proofs'
import type { ProverAnswer, ProverRequest } from './proverMessages.ts'

/** A prover in a separate process. One request at a time. */
type RunningProver = {
  readonly pid: number
  readonly prove: (subject: ProofSubject, work: ProofWork) => Promise<{ commit: ProofCommit; seconds: number }>
  readonly open: (samples: readonly Sample[]) => Promise<readonly ProofOpening[]>
  /** Ends the process at once, for example because a lease needs the GPU. A waiting request rejects. */
  readonly end: () => void
}

const program = resolve(import.meta.dirname, '../prover.ts')

/** Starts a prover at the lowest priority. It ends with this process. */
export function startProver(): RunningProver {
  const child = fork(program, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const ask = (request: ProverRequest): Promise<ProverAnswer> =>
    new Promise((done, reject) => {
      const ended = () => reject(new Error('the prover ended before it answered'))
      child.once('exit', ended)
      child.once('message', (answer) => {
        child.off('exit', ended)
        done(answer as ProverAnswer)
      })
      if (child.connected) child.send(request)
      else ended()
    })
  return {
    pid: child.pid ?? 0,
    async prove(subject, work) {
      const answer = await ask({ kind: 'prove', subject, work })
      if (answer.kind !== 'commit') throw new Error('the prover answered another request')
      return { commit: answer.commit, seconds: answer.seconds }
    },
    async open(samples) {
      const answer = await ask({ kind: 'open', samples })
      if (answer.kind !== 'openings') throw new Error('the prover answered another request')
      return answer.openings
    },
    end: () => void child.kill('SIGKILL'),
  }
}
