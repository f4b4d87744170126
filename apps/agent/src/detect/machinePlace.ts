import { execFile } from 'node:child_process'
import { open, readdir, readFile, readlink, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * A machine on which the agent looks for files and programs. Files are below the folder `root`. Programs are searched in the path list `programs`; null means
 * the PATH of this process. A file or program that cannot be read or run counts as missing, whatever the reason, because the agent cannot use it. The agent
 * reports it to the provider as missing and never deletes anything because of it. For the agent's own files, use `ifThere`, which reports read errors.
 */
export type MachinePlace = { root: string; programs: string | null }

/** This machine itself. */
export const thisMachine: MachinePlace = { root: '/', programs: `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin` }

/** This machine itself, with the PATH of this process instead of the fixed search path of `thisMachine`. */
export const ownPrograms: MachinePlace = { root: '/', programs: null }

const withinMs = 15_000

/** Returns the text of a file on the machine, or null if it cannot be read. */
export function readPlace({ root }: MachinePlace, file: string): Promise<string | null> {
  return readFile(path.join(root, file), 'utf8').catch(() => null)
}

/** Returns the first bytes of a file on the machine, at most `count`, or null if it cannot be read. */
export async function readFirstBytes({ root }: MachinePlace, { file, count }: { file: string; count: number }): Promise<Buffer | null> {
  const handle = await open(path.join(root, file)).catch(() => null)
  if (handle === null) return null
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } catch {
    return null
  } finally {
    await handle.close()
  }
}

/** Returns the target of a symbolic link on the machine, or null if it cannot be read. */
export function readLink({ root }: MachinePlace, file: string): Promise<string | null> {
  return readlink(path.join(root, file)).catch(() => null)
}

/** Returns the names in a folder on the machine; an empty list if the folder cannot be read. */
export function listPlace({ root }: MachinePlace, folder: string): Promise<string[]> {
  return readdir(path.join(root, folder)).catch(() => [])
}

/** Returns the permission bits of a file on the machine, as for `chmod`, or null if the file is missing. */
export function readMode({ root }: MachinePlace, file: string): Promise<number | null> {
  return stat(path.join(root, file)).then(
    ({ mode }) => mode & 0o777,
    () => null,
  )
}

/** Returns the output of a program, or null if the program is missing, fails, or takes longer than 15 s. */
export function askProgram({ programs }: MachinePlace, program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: withinMs, ...(programs === null ? {} : { env: { PATH: programs, LC_ALL: 'C' } }) }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    )
  })
}
