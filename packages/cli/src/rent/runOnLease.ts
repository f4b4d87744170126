import { existsSync, mkdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { refusal } from '@infinitio/sdk'
import { runJob } from '../ssh/runJob.ts'
import { copyFiles, runTool } from '../ssh/runTool.ts'
import { sshTarget } from '../ssh/sshTarget.ts'
import type { Interrupts } from '../terminal/interrupts.ts'
import type { Renter } from './bookNode.ts'
import { waitUntilReady, waitUntilUsable } from './waitUntilReady.ts'

/** A command for a lease with the files to copy. `identity` is a private key file. */
export type Run = {
  readonly words: readonly string[]
  readonly upload: readonly string[]
  readonly copyFrom: readonly string[]
  readonly copyTo: string
  readonly identity: string | undefined
}

/**
 * The result of a run: the command's exit code (null if its end was not observed), the paths that were copied, the paths that were not, and an error before or
 * during the run.
 */
type Ran = { exitCode: number | null; copied: string[]; notCopied: string[]; error: unknown }

const copyTries = 3

/** Checks before the booking that the files to upload exist, and creates the folder for copied results. Throws `api.invalid_field` for a missing file. */
export function assertLocalPaths({ upload, copyTo }: Pick<Run, 'upload' | 'copyTo'>): void {
  for (const path of upload) if (!existsSync(path)) throw refusal('api.invalid_field', { detail: `--upload ${path}: there is no such file` })
  mkdirSync(copyTo, { recursive: true })
}

/**
 * Runs a command on a booked lease: waits until the lease can be used, copies files to it, runs the command and copies results back, even if the command
 * failed. Never rejects, because the caller must end the lease in any case; the result has the error in `error`. After a command that ran for days, the session
 * may have expired, so `renew` returns a client with a new session.
 */
export async function runOnLease(
  renter: Renter,
  {
    lease,
    run,
    interrupts,
    isJson,
    renew,
  }: {
    lease: { orderHash: string; leaseId: string }
    run: Run
    interrupts: Interrupts
    isJson: boolean
    renew: () => Promise<Pick<Renter, 'client'>>
  },
): Promise<Ran> {
  const { client, say } = renter
  const { leaseId } = lease
  const ran: Ran = { exitCode: null, copied: [], notCopied: [], error: null }
  const at = { client, leaseId, identity: run.identity }
  try {
    await unlessAborted(waitUntilReady(client, { ...lease, say }), interrupts.signal)
    await unlessAborted(waitUntilUsable(client, { leaseId, say }), interrupts.signal)
    if (run.upload.length > 0) await unlessAborted(uploadFiles(at, run.upload), interrupts.signal)
    // With --json, standard output contains only one line of JSON. So the command's own output goes to standard error.
    const to = { out: isJson ? process.stderr : process.stdout, err: process.stderr }
    ran.exitCode = await runJob(at, { words: run.words, to, interrupts, say })
    if (ran.exitCode !== null) await copyBack({ ...at, client: (await renew()).client }, { run, ran, interrupts, say })
  } catch (error) {
    ran.error = error
    if (error instanceof Error && 'code' in error && error.code === 'lease.ssh_failed' && !isJson) await sayWhy(at).catch(() => undefined) // This only explains the error, which is reported anyway.
  }
  return ran
}

type At = Parameters<typeof runJob>[0]

async function uploadFiles({ client, leaseId, identity }: At, upload: readonly string[]): Promise<void> {
  const target = await sshTarget(client, { leaseId, identity })
  const code = await copyFiles(target, { direction: 'there', from: upload, to: '', isRecursive: true })
  if (code !== 0) throw refusal('lease.files_not_copied', { detail: upload.join(', ') })
}

/**
 * Copies each path separately, so that a missing path does not stop the others. Tries each path up to three times. The first Ctrl-C only prints a warning;
 * after the second, the remaining paths are not copied.
 */
async function copyBack(
  { client, leaseId, identity }: At,
  { run, ran, interrupts, say }: { run: Run; ran: Ran; interrupts: Interrupts; say: Renter['say'] },
): Promise<void> {
  interrupts.passTo(() => say('Copying your results. Once more gives them up and ends the lease.'))
  for (const path of run.copyFrom) {
    let isDone = false
    for (let tries = 1; !isDone && tries <= copyTries && !interrupts.signal.aborted; tries += 1) {
      if (tries > 1) await pause(1_000 * tries)
      const copy = { direction: 'back', from: [path], to: run.copyTo, isRecursive: true } as const
      const code = await sshTarget(client, { leaseId, identity }).then(
        (target) => copyFiles(target, copy),
        () => 255, // The market does not answer, or the lease is over: retry, then report the path as not copied.
      )
      isDone = code === 0
    }
    ran[isDone ? 'copied' : 'notCopied'].push(path)
  }
  interrupts.passTo(null)
}

/**
 * Prints why a job could not be run. The connection that runs the job prints no errors. So open another connection, which prints the reason on the terminal.
 */
async function sayWhy({ client, leaseId, identity }: At): Promise<void> {
  const { config, name } = await sshTarget(client, { leaseId, identity })
  await runTool('ssh', ['-F', config, '-o', 'ConnectTimeout=15', name, 'true'], { stdio: ['ignore', process.stderr, 'inherit'] })
}

/** Returns the result of a promise. If the signal aborts first, rejects at once with the signal's reason. */
export function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
