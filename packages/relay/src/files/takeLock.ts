import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { RelayError } from '../relayError.ts'
import { makePrivateFolder } from './privateFile.ts'

/**
 * Takes a lock for this process and returns the function that releases it. Takes over the lock of a process that was killed. Throws `serving.running` if a
 * running process has the lock.
 */
export function takeLock(path: string): () => void {
  makePrivateFolder(dirname(path))
  const mine = `${path}.${process.pid}.${process.hrtime.bigint()}`
  const text = `${process.pid} ${startOf(process.pid)}\n`
  writeFileSync(mine, text, { mode: 0o600 })
  try {
    if (!link(mine, path)) {
      removeStale(path, mine)
      if (!link(mine, path)) throw new RelayError('serving.running', path)
    }
  } finally {
    rmSync(mine, { force: true })
  }
  return () => {
    if (read(path) === text) rmSync(path, { force: true })
  }
}

/** Removes the lock of a process that ended. If another process has just taken the lock, restores it. */
function removeStale(path: string, mine: string): void {
  const found = read(path)
  if (found !== null && isAlive(found)) throw new RelayError('serving.running', `process ${found.split(' ')[0]} has ${path}`)
  const aside = `${mine}.stale`
  try {
    renameSync(path, aside)
  } catch {
    // Another process removed the lock file first, so nothing is left to remove.
    return
  }
  const removed = read(aside)
  if (removed !== null && removed !== found && isAlive(removed)) link(aside, path)
  rmSync(aside, { force: true })
}

function isAlive(lock: string): boolean {
  const [pid, start] = lock.trim().split(' ')
  const id = Number(pid)
  if (!Number.isSafeInteger(id) || id < 1) return false
  try {
    process.kill(id, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  const now = startOf(id)
  return now === '-' || now === start
}

/**
 * Returns the start time of a process in the units of Linux's `/proc`. It distinguishes a new process from an earlier one that had the same process id. Returns
 * a dash on other systems.
 */
function startOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`)
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields?.[19] ?? '-'
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The file does not exist or cannot be read.
    return null
  }
}
