import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { processStartTime } from './processStartTime.ts'

/** One process, named for good: a process id alone may have been given to somebody else since. */
export type RunningProcess = { pid: number; startTime: string }

/** Writes who runs under this file's name, in one step. Does nothing when the process has already ended. */
export function writePidFile(file: string, pid: number): void {
  const startTime = processStartTime(pid)
  if (startTime === null) return
  writeFileSync(`${file}.new`, JSON.stringify({ pid, startTime }))
  renameSync(`${file}.new`, file)
}

/**
 * Puts this process into a file that names nobody who still runs; false when it does. Of two that try at the same time one gets it: a hard link appears whole
 * or not at all.
 */
export function claimPidFile(file: string): boolean {
  const mine = `${file}.${process.pid}`
  writePidFile(mine, process.pid)
  try {
    if (link(mine, file)) return true
    if (readPidFile(file) !== null) return false
    rmSync(file, { force: true })
    return link(mine, file)
  } finally {
    rmSync(mine, { force: true })
  }
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** The process a pid file names, when that same process (id and start time) still runs; otherwise null. */
export function readPidFile(file: string): RunningProcess | null {
  try {
    const { pid, startTime } = JSON.parse(readFileSync(file, 'utf8')) as RunningProcess
    return processStartTime(pid) === startTime ? { pid, startTime } : null
  } catch {
    return null
  }
}

/**
 * Ends the process a pid file names, if it is the one we started: `signal` first, SIGKILL after `graceMs`, and removes the
 * file. Returns the process it ended, or null when there was none. Never touches a process that only reuses the id.
 */
export async function reapPidFile(file: string, { signal, graceMs }: { signal: NodeJS.Signals; graceMs: number }): Promise<RunningProcess | null> {
  const leftover = readPidFile(file)
  if (leftover !== null) await endProcess(leftover, { signal, graceMs })
  rmSync(file, { force: true })
  return leftover
}

async function endProcess(target: RunningProcess, { signal, graceMs }: { signal: NodeJS.Signals; graceMs: number }): Promise<void> {
  sendSignal(target, signal)
  if (await isGone(target, graceMs)) return
  sendSignal(target, 'SIGKILL')
  if (!(await isGone(target, 5_000))) throw new Error(`Process ${target.pid} does not end, not even when killed`)
}

function sendSignal({ pid, startTime }: RunningProcess, signal: NodeJS.Signals): void {
  if (processStartTime(pid) === startTime) process.kill(pid, signal)
}

async function isGone({ pid, startTime }: RunningProcess, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (processStartTime(pid) === startTime) {
    if (Date.now() > deadline) return false
    await delay(20)
  }
  return true
}
