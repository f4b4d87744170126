import { execFileSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** Identity of one process. The start time is necessary, because the system may reuse the id. */
export type RunningProcess = { pid: number; startTime: string }

/** Writes a process's identity into this file, in one step. Does nothing if the process has already ended. */
export function writePidFile(file: string, pid: number): void {
  const startTime = processStartTime(pid)
  if (startTime === null) return
  writeFileSync(`${file}.new`, JSON.stringify({ pid, startTime }))
  renameSync(`${file}.new`, file)
}

/**
 * Claims a pid file for this process. Returns false if the file names a running process. Of two concurrent calls, only one succeeds, because a hard
 * link appears completely or not at all.
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

/** Returns the process of a pid file if the same process (id and start time) still runs; otherwise null. */
export function readPidFile(file: string): RunningProcess | null {
  try {
    const { pid, startTime } = JSON.parse(readFileSync(file, 'utf8')) as RunningProcess
    return processStartTime(pid) === startTime ? { pid, startTime } : null
  } catch {
    return null
  }
}

/**
 * Ends the process that a pid file names, if it is still the same process. Sends it `signal`, and SIGKILL if it still runs after `graceMs`. Then removes the
 * file. Returns the ended process; null if there was none. Never ends another process with the same id.
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

/**
 * Returns the start time of the process with this id as an opaque string. Id and start time together identify a process, because ids are reused. Returns null
 * if no such process runs. A zombie (a process that has ended, but its parent has not waited for it) counts as not running.
 */
export function processStartTime(pid: number): string | null {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

function fromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command name is in parentheses and may contain spaces, so count fields after it. State is field 3, start time field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

function fromPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}
