import { readFile } from 'node:fs/promises'

/** When the kernel started a process, in ticks since boot, or null when it is gone or there is no /proc. */
export async function startTicksOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null)
  // Field 22; the name in brackets may hold spaces, so count from the last bracket.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null
}
