import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { writePidFile } from './pidFile.ts'

/** The end of an embedded server: its exit code, or the signal that ended it. */
export type ServerExit = { code: number | null; signal: NodeJS.Signals | null }

/** A running embedded server. `exited` settles when it ends for any reason. `stop` ends it and is safe to repeat. */
export type ServerProcess = { child: ChildProcess; exited: Promise<ServerExit>; stop: () => Promise<void> }

/** Options of a server: its program, its files, and its stop signals. */
export type ServerOptions = {
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
  cwd: string
  logFile: string
  pidFile: string
  runAs: { uid: number; gid: number } | null
  /** `stop` sends these signals in order and waits `graceMs` after each. */
  stopSignals: { signal: NodeJS.Signals; graceMs: number }[]
}

/**
 * Starts a server in its own session, so that Ctrl-C in our terminal reaches only this process, which stops all servers in order. Appends the
 * server's output to `logFile`, and writes its identity to `pidFile`, so that the next start can end it.
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

/** Waits until `check` returns true. If the server ends first or the deadline passes, throws with the end of the log. */
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
