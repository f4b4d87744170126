import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { reapPidFile, writePidFile } from '@infinitio/process/embedded'
import type { DataFolder } from './dataFolder.ts'

/**
 * A process of the market: its program (absolute path), its working folder and its settings. `within` is a command prefix with which the program is started,
 * such as `nice`.
 */
export type ServiceSpec = { name: string; program: string; cwd: string; nodeArguments: string[]; env: Record<string, string>; within?: string[] }

/** A supervised process. `ready` settles when the process first reports that it is ready. `restart` ends it, and the supervisor starts a new one. */
export type Service = {
  name: string
  ready: Promise<void>
  pid: () => number | undefined
  restart: () => void
  stop: (graceMs: number) => Promise<void>
}

const firstPauseMs = 200
const longestPauseMs = 5_000
const steadyAfterMs = 30_000
const largestLogBytes = 8 * 1024 * 1024
/**
 * Settings with which glibc returns more freed memory. By default, glibc gives each thread a separate arena, and one thread cannot use memory that was freed in
 * the arena of another. Also, after a large piece of memory was freed, glibc no longer returns pieces of this size (up to 32 MiB) to the system, unless a fixed
 * threshold in bytes is set.
 */
const smallMalloc = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' }

/**
 * Starts a process and restarts it whenever it ends. The pause before a restart doubles from 0.2 s to 5 s, and is short again after the process has run for 30
 * s. Its output goes to `logs/<name>.log`. It runs in its own session, so Ctrl-C reaches only the supervisor. If the supervisor dies, the process notices that
 * its channel was closed, and stops.
 */
export async function superviseService(folder: DataFolder, spec: ServiceSpec): Promise<Service> {
  const pidFile = join(folder.pids, `${spec.name}.pid`)
  await reapPidFile(pidFile, { signal: 'SIGTERM', graceMs: 1_500 })
  let child: ChildProcess | null = null
  let stopping = false
  let pauseMs = firstPauseMs
  let timer: NodeJS.Timeout | undefined
  const { promise: ready, resolve: reportReady } = Promise.withResolvers<void>()

  const start = () => {
    const startedAt = Date.now()
    const started = spawnService(folder, spec)
    child = started
    if (started.pid !== undefined) writePidFile(pidFile, started.pid)
    started.on('message', (message) => {
      if ((message as { type?: string }).type === 'ready') reportReady()
    })
    started.on('error', (error) => console.error(`${spec.name} could not run: ${error.message}`))
    started.on('exit', (code, signal) => {
      rmSync(pidFile, { force: true })
      child = null
      if (stopping) return
      if (Date.now() - startedAt > steadyAfterMs) pauseMs = firstPauseMs
      console.error(`${spec.name} ended (${signal ?? `code ${code}`}); starting it again in ${pauseMs} ms. Log: ${logFile(folder, spec)}`)
      timer = setTimeout(start, pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    })
  }

  start()
  const stop = async (graceMs: number) => {
    stopping = true
    clearTimeout(timer)
    if (child !== null) await endChild(child, graceMs)
  }
  return { name: spec.name, ready, pid: () => child?.pid, restart: () => void child?.kill('SIGTERM'), stop }
}

function spawnService(folder: DataFolder, { name, program, cwd, nodeArguments, env, within = [] }: ServiceSpec): ChildProcess {
  const file = logFile(folder, { name })
  rotate(file)
  const log = openSync(file, 'a', 0o600)
  const [command = process.execPath, ...args] = [...within, process.execPath, ...nodeArguments, program]
  const child = spawn(command, args, {
    cwd,
    env: { ...smallMalloc, ...inheritedEnv(), ...env },
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  return child
}

function logFile(folder: DataFolder, { name }: { name: string }): string {
  return join(folder.logs, `${name}.log`)
}

/** Renames a log file to `.old` if it has more than `largestLogBytes` (8 MiB). Called when the process of this log starts. */
function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestLogBytes) renameSync(file, `${file}.old`)
}

/** Returns the environment variables of this process that the supervised processes also get. They are enough to run programs, but contain no secrets. */
export function inheritedEnv(): Record<string, string> {
  const names = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'LOG_LEVEL', 'CI', 'NODE_COMPILE_CACHE']
  const known = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return { ...Object.fromEntries(known), NEXT_TELEMETRY_DISABLED: '1' }
}

function endChild(child: ChildProcess, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
