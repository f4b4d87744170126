import { readdirSync, readFileSync } from 'node:fs'

const msOfTick = 10
const parentField = 1
const userField = 11
const systemField = 12

/**
 * Returns the CPU time that a process and its children have used, in ms, or 0 without /proc. Unlike the elapsed time, this shows the cost of a load even on a
 * busy machine.
 */
export function cpuTimeOf(pid: number): number {
  const all = processes()
  const isIn = (each: { pid: number; parent: number }) => each.pid === pid || each.parent === pid
  return all.filter(isIn).reduce((sum, { ticks }) => sum + ticks * msOfTick, 0)
}

function processes(): { pid: number; parent: number; ticks: number }[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(processOf)
  } catch {
    return []
  }
}

function processOf(name: string): { pid: number; parent: number; ticks: number }[] {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8')
    // The name of the program is in brackets and may contain spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return [{ pid: Number(name), parent: Number(fields[parentField]), ticks: Number(fields[userField]) + Number(fields[systemField]) }]
  } catch {
    return [] // The process ended meanwhile.
  }
}
