import { readdirSync, readFileSync } from 'node:fs'

/** A running process. `environment` is its first environment; empty if the process belongs to another user. */
export type RunningProcess = { pid: number; startTicks: bigint; users: readonly number[]; environment: readonly string[]; command: string }

/** Returns every process of this machine except this one. Returns null if the system has no `/proc`. */
export function readProcesses(): RunningProcess[] | null {
  const entries = read(() => readdirSync('/proc')) ?? []
  if (!entries.includes('self')) return null
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number)
  return pids.flatMap((pid) => (pid === process.pid ? [] : (readProcess(pid) ?? [])))
}

/** Returns the start of a process in ticks since boot; returns null if it has ended. */
export function startOf(pid: number): bigint | null {
  const stat = read(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  // In `/proc/PID/stat`, the program's name is in brackets and may contain spaces. The state is the first field after it, and the start time the twentieth.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields?.[19] === undefined || fields[0] === 'Z' || fields[0] === 'X' ? null : BigInt(fields[19])
}

function readProcess(pid: number): RunningProcess | null {
  const startTicks = startOf(pid)
  const status = read(() => readFileSync(`/proc/${pid}/status`, 'latin1'))
  if (startTicks === null || status === null) return null
  const list = (file: string) => (read(() => readFileSync(`/proc/${pid}/${file}`, 'utf8')) ?? '').split('\0').filter(Boolean)
  const users = /^Uid:\s+(.+)$/m.exec(status)?.[1]?.split(/\s+/).map(Number) ?? []
  const name = /^Name:\s+(.+)$/m.exec(status)?.[1] ?? ''
  return { pid, startTicks, users, environment: list('environ'), command: list('cmdline').join(' ') || name }
}

/** Returns null if reading fails, because a process may end between two reads. */
function read<Value>(look: () => Value): Value | null {
  try {
    return look()
  } catch {
    return null
  }
}
