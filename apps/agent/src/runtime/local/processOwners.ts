import { readFile } from 'node:fs/promises'

/** The users of a process that runs: real, effective, saved and file system, in the order of the kernel. Null when it is gone, or ended and not collected. */
export async function processOwners(pid: number): Promise<readonly number[] | null> {
  // The owner of the folder `/proc/<pid>` is the effective user alone: root for a set-user-id program, whoever started it.
  const text = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => null)
  return text === null ? null : ownersIn(text)
}

/** Returns the same from the text of `/proc/<pid>/status`. Pure. */
export function ownersIn(status: string): readonly number[] | null {
  const state = /^State:\s+(\S)/m.exec(status)?.[1]
  const users = /^Uid:\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)$/m.exec(status)?.slice(1)
  return users === undefined || state === 'Z' || state === 'X' ? null : users.map(Number)
}
