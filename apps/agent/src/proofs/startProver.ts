import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { ProofOpening, ProofSubject, ProofWork, Sample } from '@infinitio/domain/proofs'
import type { ProverAnswer, ProverCommit, ProverDevice, ProverRequest } from './proverMessages.ts'

/** A prover in a separate process. One request at a time. */
export type RunningProver = {
  readonly pid: number
  /** Opens the device and compiles its programs, so that a proof begins at once. Resolves with the name of the device. */
  readonly ready: (device: ProverDevice, work: ProofWork) => Promise<string>
  readonly prove: (device: ProverDevice, subject: ProofSubject, work: ProofWork) => Promise<ProverCommit>
  readonly open: (subject: ProofSubject, samples: readonly Sample[]) => Promise<readonly ProofOpening[]>
  /** Ends the process at once, for example because a lease needs the GPU. A waiting request rejects. */
  readonly end: () => void
  readonly isOver: () => boolean
}

type ProverOptions = {
  /** Replaces the variables of this process, for example to select the driver of a GPU. */
  readonly env?: NodeJS.ProcessEnv
  /** Device files of other GPUs, which the prover must not see. */
  readonly hidden?: readonly string[]
  /** The lowest priority by default: a lease on this machine gets the processor first. */
  readonly niceness?: number
}

const program = resolve(import.meta.dirname, '../prover.ts')
const lowest = 19
const nodeFlags = ['--disable-warning=ExperimentalWarning']
/** In its own view of the files, an empty device lies over each hidden one. */
const hideAll = 'while [ "$1" != -- ]; do mount --bind /dev/null "$1" || exit 1; shift; done; shift; exec "$@"'

/** Starts a prover. It ends with this process. */
export function startProver({ env, hidden = [], niceness = lowest }: ProverOptions = {}): RunningProver {
  const child = start({ env, hidden, niceness })
  let isOver = false
  child.once('exit', () => {
    isOver = true
  })
  // Without `unshare` there is no process; requests reject.
  child.once('error', () => {
    isOver = true
  })
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
  // The prover works on one request after another, and its answers do not name their request.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (request: ProverRequest): Promise<ProverAnswer> => {
    const answer = last.then(() => ask(request))
    last = answer.catch(() => null)
    return answer
  }
  return {
    pid: child.pid ?? 0,
    async ready(device, work) {
      const answer = await inTurn({ kind: 'ready', device, work })
      if (answer.kind !== 'ready') throw new Error('the prover answered another request')
      return answer.device
    },
    async prove(device, subject, work) {
      const answer = await inTurn({ kind: 'prove', device, subject, work })
      if (answer.kind !== 'commit') throw new Error('the prover answered another request')
      return answer
    },
    async open(subject, samples) {
      const answer = await inTurn({ kind: 'open', subject, samples })
      if (answer.kind !== 'openings') throw new Error('the prover answered another request')
      return answer.openings
    },
    end: () => void child.kill('SIGKILL'),
    isOver: () => isOver,
  }
}

function start({ env, hidden, niceness }: Required<Omit<ProverOptions, 'env'>> & { env: NodeJS.ProcessEnv | undefined }): ChildProcess {
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as ['ignore', 'inherit', 'inherit', 'ipc']
  const words = [process.execPath, ...nodeFlags, program, String(niceness)]
  if (hidden.length === 0) return spawn(words[0] as string, words.slice(1), { stdio, env })
  // Another user than root needs its own numbers of users for mounts.
  const own = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  return spawn('unshare', [...own, '--mount', '--propagation', 'private', '--', 'sh', '-c', hideAll, 'sh', ...hidden, '--', ...words], { stdio, env })
}
