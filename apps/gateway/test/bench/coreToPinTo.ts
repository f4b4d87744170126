import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Returns the first core that this process may use, to pin another process to it; null without `taskset` or /proc. */
export function coreToPinTo(): number | null {
  if (spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status !== 0) return null
  try {
    return firstCore(readFileSync('/proc/self/status', 'utf8'))
  } catch {
    return null
  }
}

/** Returns the first core of the list in a /proc/<pid>/status; null when there is none. */
export function firstCore(status: string): number | null {
  const first = /^Cpus_allowed_list:\s+(\d+)/m.exec(status)?.[1]
  return first === undefined ? null : Number(first)
}
