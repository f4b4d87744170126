import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { writePidFile } from './pidFile.ts'

/** How an embedded server ended: exit code, or the signal that ended it. */
export type ServerExit = { code: number | null; signal: NodeJS.Signals | null }

/** One running embedded server. `exited` settles when it ends for whatever reason; `stop` ends it and is safe to repeat. */
export type ServerProcess = { child: ChildProcess; exited: Promise<ServerExit>; stop: () => Promise<void> }

/** How to run a server: its program, where it writes, and how it is stopped. */
export type ServerOptions = {
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
  cwd: string
  logFile: string
  pidFile: string
  runAs: { uid: number; gid: number } | null
  /** Signals tried in turn by `stop`, each given its time before the next. */
  stopSignals: { signal: NodeJS.Signals; graceMs: number }[]
}

/**
 * Starts a server in a session of its own (a Ctrl-C in our terminal reaches only us, so that we stop things in order), with
 * its output appended to `logFile` and its identity in `pidFile` for the next start to reap.
 */
export function startServerProcess(options: ServerOptions): ServerProcess {
  const log = openSync(options.logFile, 'a', 0o600)
  const child = spawn(options.command, options.args, {
    env: options.env,
    cwd: options.cwd,
    detached: true,
    stdio: ['ignore', log, log],
    ...(options.runAs ?? {}),
  })
  closeSync(log)
  if (child.pid !== undefined) writePidFile(options.pidFile, child.pid)
  const exited = new Promise<ServerExit>((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }))
    child.once('exit', (code, signal) => {
      rmSync(options.pidFile, { force: true })
      resolve({ code, signal })
    })
  })
  return { child, exited, stop: () => stopServer({ child, exited, options }) }
}

/** Waits until `check` gives true; throws with the end of the log when the server ends first or the deadline passes. */
export async function waitUntilServing(
  server: ServerProcess,
  { check, withinMs, logFile, name }: { check: () => Promise<boolean>; withinMs: number; logFile: string; name: string },
): Promise<void> {
  const deadline = Date.now() + withinMs
  const ended = server.exited.then((exit) => exit)
  while (!(await check())) {
    const exit = await Promise.race([ended, delay(10, null)])
    if (exit !== null) throw new Error(`${name} ended with ${exit.code ?? exit.signal} while starting:\n${logTail(logFile)}`)
    if (Date.now() > deadline) {
      await server.stop()
      throw new Error(`${name} did not answer within ${withinMs} ms:\n${logTail(logFile)}`)
    }
  }
}

async function stopServer({ child, exited, options }: { child: ChildProcess; exited: Promise<ServerExit>; options: ServerOptions }): Promise<void> {
  for (const { signal, graceMs } of options.stopSignals) {
    if (child.exitCode !== null || child.signalCode !== null) break
    child.kill(signal)
    if ((await Promise.race([exited, delay(graceMs, null, { ref: false })])) !== null) break
  }
  child.kill('SIGKILL')
  await exited
}

function logTail(logFile: string): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n')
}
