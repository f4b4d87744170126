import { readFileSync } from 'node:fs'

const msOfTick = 10
const userField = 11
const systemField = 12

/** The memory and CPU time of one process. */
export type Usage = { rssMiB: number; cpuMs: number }

/** Returns the resident memory and CPU time of a process so far. Linux only: throws when /proc has no such process. */
export function readUsage(pid: number): Usage {
  return usageOf({ stat: readFileSync(`/proc/${pid}/stat`, 'utf8'), status: readFileSync(`/proc/${pid}/status`, 'utf8') })
}

/** Parses the usage from the texts of /proc/<pid>/stat and /proc/<pid>/status. Throws when they are malformed. */
export function usageOf({ stat, status }: { stat: string; status: string }): Usage {
  // In `/proc/PID/stat`, the program's name is in brackets and may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[userField]) + Number(fields[systemField])
  const rssKib = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1])
  if (!Number.isFinite(ticks + rssKib)) throw new Error('this is not what /proc says of a process')
  return { rssMiB: rssKib / 1_024, cpuMs: ticks * msOfTick }
}
