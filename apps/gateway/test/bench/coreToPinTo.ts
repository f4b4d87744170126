import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The first core that this process may use, to pin another to; null where `taskset` or that knowledge is not. */
export function coreToPinTo(): number | null {
  if (spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status !== 0) return null
  try {
    return firstCore(readFileSync('/proc/self/status', 'utf8'))
  } catch {
    return null
  }
}

/** The first core of the list in a /proc/<pid>/status; null when there is none. */
export function firstCore(status: string): number | null {
  const first = /^Cpus_allowed_list:\s+(\d+)/m.exec(status)?.[1]
  return first === undefined ? null : Number(first)
}
