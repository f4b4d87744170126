import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Returns the first processor core that this process may use, so that another process can be pinned to it. Returns null if `taskset` or /proc is not available.
 */
export function coreToPinTo(): number | null {
  if (spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status !== 0) return null
  try {
    return firstCore(readFileSync('/proc/self/status', 'utf8'))
  } catch {
    return null
  }
}

/** Returns the first core in the list of allowed cores that a /proc/<pid>/status text contains, or null if there is none. */
export function firstCore(status: string): number | null {
  const first = /^Cpus_allowed_list:\s+(\d+)/m.exec(status)?.[1]
  return first === undefined ? null : Number(first)
}
