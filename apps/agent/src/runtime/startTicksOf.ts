import { readFile } from 'node:fs/promises'

/** Returns the time at which the kernel started a process, in clock ticks since boot, as a text. Null if the process has ended or there is no /proc. */
export async function startTicksOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null)
  return text === null ? null : ticksIn(text)
}

/** Parses the start time of a process from the text of `/proc/<pid>/stat`. Null for malformed text. */
export function ticksIn(stat: string): string | null {
  // The start time is field 22. The name, an earlier field, is in brackets and may contain spaces, so count the fields after the last bracket.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}
