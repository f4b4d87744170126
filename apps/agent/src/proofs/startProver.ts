import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { ProofCommit, ProofOpening, ProofSubject, ProofWork, Sample } from '@infinitio/domain/proofs'

/** A running process that makes GPU proofs. It answers one request at a time. */
export type RunningProver = {
  readonly pid: number
  /** Opens the device and compiles its programs, so that a proof can start at once. Resolves with the name of the device. */
  readonly ready: (device: ProverDevice, work: ProofWork) => Promise<string>
  readonly prove: (device: ProverDevice, subject: ProofSubject, work: ProofWork) => Promise<ProverCommit>
  readonly open: (subject: ProofSubject, samples: readonly Sample[]) => Promise<readonly ProofOpening[]>
  /** Ends the process at once, for example because a lease needs the GPU. A waiting request rejects. */
  readonly end: () => void
  readonly isOver: () => boolean
}

type ProverOptions = {
  /** The environment variables of the prover, instead of those of this process, for example to select the driver of a GPU. */
  readonly env?: NodeJS.ProcessEnv
  /** Device files of other GPUs, which the process must not see. */
  readonly hidden?: readonly string[]
  /** The niceness (priority) of the process. By default it has the lowest priority, so that a lease on this machine gets the processor first. */
  readonly niceness?: number
}

const program = resolve(import.meta.dirname, '../prover.ts')
const lowest = 19
const nodeFlags = ['--disable-warning=ExperimentalWarning']
/**
 * A shell script that runs a program in such a way that the program sees an empty device instead of each hidden device file. Other processes see the files
 * unchanged.
 */
const hideAll = 'while [ "$1" != -- ]; do mount --bind /dev/null "$1" || exit 1; shift; done; shift; exec "$@"'

/** Starts a process that calculates GPU proofs. That process ends when this process ends. */
export function startProver({ env, hidden = [], niceness = lowest }: ProverOptions = {}): RunningProver {
  const child = start({ env, hidden, niceness })
  let isOver = false
  child.once('exit', () => {
    isOver = true
  })
  // This event occurs if no process can be started, for example because the program `unshare` is missing. Then each request rejects.
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
  // Send the next request only after the answer to the previous one, because the prover's answers do not state to which request they belong.
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
  // A user other than root may mount only inside a new user namespace, in which this user counts as root.
  const own = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  return spawn('unshare', [...own, '--mount', '--propagation', 'private', '--', 'sh', '-c', hideAll, 'sh', ...hidden, '--', ...words], { stdio, env })
}

/**
 * The device that makes the proof: the processor, or the GPU that the process sees through the library Dawn at the path `dawn`. A software driver, which
 * calculates on the processor, is allowed only for tests and small experiments.
 */
export type ProverDevice = { readonly kind: 'processor' } | { readonly kind: 'gpu'; readonly dawn: string; readonly isSoftwareAllowed: boolean }

/**
 * A request to a prover process. `ready` opens the device in advance, which is optional. `prove` makes the proof of a GPU in a slot and returns its commit
 * (hashes). `open` then returns the sampled rows of that proof.
 */
export type ProverRequest =
  | { readonly kind: 'ready'; readonly device: ProverDevice; readonly work: ProofWork }
  | { readonly kind: 'prove'; readonly device: ProverDevice; readonly subject: ProofSubject; readonly work: ProofWork }
  | { readonly kind: 'open'; readonly subject: ProofSubject; readonly samples: readonly Sample[] }

/**
 * The commit (hashes of a proof), and the name of the device that made the proof. `seconds` is the time that the proof took, from the first row of the matrix A
 * to the last Merkle root.
 */
export type ProverCommit = { readonly commit: ProofCommit; readonly device: string; readonly seconds: number }

/** An answer of a prover process. Each request has one answer, in the order of the requests. After the answer `problem`, the process ends. */
export type ProverAnswer =
  | { readonly kind: 'ready'; readonly device: string }
  | ({ readonly kind: 'commit' } & ProverCommit)
  | { readonly kind: 'openings'; readonly openings: readonly ProofOpening[] }
  | { readonly kind: 'problem'; readonly text: string }
