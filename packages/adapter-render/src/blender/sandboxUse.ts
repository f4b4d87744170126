import { readdir, readFile } from 'node:fs/promises'

/** The number of processes of a sandbox, and their memory in bytes. */
export type SandboxUse = { readonly processes: number; readonly bytes: number }

const numberForm = /^\d+$/
const bytesPerKib = 1_024

/**
 * Counts a process and all processes below it, and adds up their memory that no file backs. Reads `/proc`, so it needs no rights and no control group. A process
 * that ends during the count does not count.
 */
export async function sandboxUse(pid: number): Promise<SandboxUse> {
  const pids = (await readdir('/proc')).filter((name) => numberForm.test(name)).map(Number)
  const parents = new Map(await Promise.all(pids.map(async (one) => [one, await parentOf(one)] as const)))
  const own = pids.filter((one) => isBelow(one, pid, parents))
  const bytes = await Promise.all(own.map(ownBytes))
  return { processes: own.length, bytes: bytes.reduce((sum, one) => sum + one, 0) }
}

function isBelow(pid: number, top: number, parents: ReadonlyMap<number, number>): boolean {
  const seen = new Set<number>()
  for (let one = pid; one > 0 && !seen.has(one); one = parents.get(one) ?? 0) {
    if (one === top) return true
    seen.add(one)
  }
  return false
}

/** Returns the parent of a process, or 0 if it has ended. */
async function parentOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of a program stands in brackets and can have any letters. The state and the parent follow the last bracket.
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1] ?? 0)
}

/** Returns the memory of a process that no file backs, or 0 if it has ended. */
async function ownBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return ['RssAnon', 'RssShmem'].reduce((sum, name) => sum + Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * bytesPerKib, 0)
}
