import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Hex32, sha256Hex } from '@infinitio/domain'
import { AdapterError, type CheckReport, heldOf, type HeldLease, type JobState, type LeaseOutcome } from '@infinitio/tasks'
import { folderDisk } from './folderDisk.ts'
import { followLease } from './followLease.ts'
import type { JobEffects, JobWork } from './jobEffects.ts'
import { leaseScript } from './leaseScript.ts'
import type { LeaseMarket } from './leaseMarket.ts'
import { filesOf } from './planTask.ts'
import { type CheckRun, lastManifest } from './trainingStates.ts'

/**
 * A check of a training on this computer. `task` is the check in the job, such as `train-check`. `segments` are the segments to run again. `environment` has the
 * variables of this computer that the command may read, such as PATH.
 */
export type CheckHere = {
  readonly work: JobWork
  readonly state: JobState
  readonly task: string
  readonly segments: readonly number[]
  readonly environment: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

type Effects = Pick<JobEffects, 'delay' | 'limits' | 'onProgress'> & { readonly store: Pick<JobEffects['store'], 'fetch' | 'pathOf'> }

const noHeld: Omit<HeldLease, 'draw'> = {
  epoch: 0,
  paid: 0n,
  checkpoints: [],
  leases: [],
  former: [],
  check: null,
  avoid: [],
  refusals: 0,
  wasLost: false,
}

/**
 * Runs segments of a training again on this computer, in a temporary folder, and compares them with the stored states. The command runs with the rights of this
 * user. Returns the report. Throws AdapterError with the reason if a segment cannot be run or a state is not stored, and the errors of the store.
 */
export async function checkHere(effects: Effects, { work, state, task, segments, environment, signal }: CheckHere): Promise<CheckReport> {
  const wish = work.tasks[task]?.lease
  const training = wish?.training
  if (wish === undefined || training?.role !== 'check') throw new AdapterError('inputInvalid', `${task} is not the check of a training`)
  const trained = heldOf(state, training.of)
  lastManifest({ held: trained, segments: training.segments })
  const folder = await mkdtemp(join(tmpdir(), 'infinitio-check-'))
  const home = join(folder, 'home')
  await mkdir(home)
  const child = spawn('/bin/sh', ['-c', leaseScript(wish)], {
    ...{ cwd: home, stdio: 'ignore', detached: true },
    // The types of Next ask for NODE_ENV in each environment. A lease has none either, and the command must run as it does there.
    env: { ...environment, ...wish.environment, HOME: home } as unknown as NodeJS.ProcessEnv,
  })
  try {
    const store = temporaryStore(effects.store, folder)
    const check: CheckRun = { training, drawn: segments, trained, hidden: () => filesOf({ store }, training.hidden, {}) }
    const files = () => filesOf({ store }, work.tasks[task]?.files ?? {}, {})
    let held: HeldLease = { ...noHeld, draw: null }
    for (;;) {
      const run = { task, wish, leaseId: 'of this computer', held, files, signal, check }
      const event = await followLease({ ...effects, store, leases: marketOf(home) }, run)
      if (event.kind === 'finished') return reportIn(event.outcome)
      if (event.kind === 'checkpointed')
        held = { ...held, checkpoints: [{ epoch: 0, name: event.name, manifest: event.manifest }, ...held.checkpoints] }
    }
  } finally {
    stopGroup(child.pid)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function reportIn(outcome: LeaseOutcome): CheckReport {
  if ('check' in outcome && outcome.check !== undefined) return outcome.check
  throw new AdapterError('inputInvalid', 'reason' in outcome ? outcome.reason : `the check ended: ${outcome.kind}`)
}

/** A store that keeps new files in a folder. It stores nothing with the job. */
function temporaryStore(store: Effects['store'], folder: string): JobEffects['store'] {
  const own = new Map<Hex32, string>()
  const put = async (bytes: Uint8Array): Promise<Hex32> => {
    const sha256 = sha256Hex(bytes)
    const path = join(folder, sha256.slice(2))
    await writeFile(path, bytes, { mode: 0o600 })
    own.set(sha256, path)
    return sha256
  }
  return {
    put,
    pathOf: store.pathOf,
    fetch: async (sha256) => own.get(sha256) ?? (await store.fetch(sha256)),
    publish: async (bytes) => void (await put(bytes)),
    publishFile: async () => {},
    async keep(_, { result, extension, file }) {
      return { result: await put(result), file: { sha256: await put(file), extension, bytes: file.length } }
    },
  }
}

/** The market of a folder on this computer, on which one command runs. It rents nothing. */
function marketOf(home: string): LeaseMarket {
  const never = async () => Promise.reject(new Error('this computer rents nothing'))
  return {
    ...{ price: never, find: never, place: never, leaseOf: never, end: never },
    look: async () => ({ kind: 'usable', isSilent: false }),
    open: async () => folderDisk(home),
  }
}

function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
