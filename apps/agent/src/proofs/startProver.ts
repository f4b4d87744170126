import { fork } from 'node:child_process'
import { resolve } from 'node:path'
import type { ProofOpening, ProofSubject, ProofWork, Sample } from '@infinitio/domain/proofs'
import type { ProverAnswer, ProverCommit, ProverDevice, ProverRequest } from './proverMessages.ts'

/** A prover in a separate process. One request at a time. */
type RunningProver = {
  readonly pid: number
  readonly prove: (device: ProverDevice, subject: ProofSubject, work: ProofWork) => Promise<ProverCommit>
  readonly open: (subject: ProofSubject, samples: readonly Sample[]) => Promise<readonly ProofOpening[]>
  /** Ends the process at once, for example because a lease needs the GPU. A waiting request rejects. */
  readonly end: () => void
}

const program = resolve(import.meta.dirname, '../prover.ts')

/** Starts a prover at the lowest priority. It ends with this process. `env` replaces the variables of this process, for example to select the driver of a GPU. */
export function startProver(env?: NodeJS.ProcessEnv): RunningProver {
  const child = fork(program, { execArgv: ['--disable-warning=ExperimentalWarning'], env })
  const ask = (request: ProverRequest): Promise<ProverAnswer> =>
    new Promise((done, reject) => {
      const ended = () => reject(new Error('the prover ended before it answered'))
      child.once('exit', ended)
      child.once('message', (answer) => {
        child.off('exit', ended)
        const given = answer as ProverAnswer
        if (given.kind === 'problem') reject(new Error(given.text))
        else done(given)
      })
      if (child.connected) child.send(request)
      else ended()
    })
  return {
    pid: child.pid ?? 0,
    async prove(device, subject, work) {
      const answer = await ask({ kind: 'prove', device, subject, work })
      if (answer.kind !== 'commit') throw new Error('the prover answered another request')
      return answer
    },
    async open(subject, samples) {
      const answer = await ask({ kind: 'open', subject, samples })
      if (answer.kind !== 'openings') throw new Error('the prover answered another request')
      return answer.openings
    },
    end: () => void child.kill('SIGKILL'),
  }
}
