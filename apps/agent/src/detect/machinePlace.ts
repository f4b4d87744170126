import { execFile } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * Where a machine's own files and programs are looked for: below `root`, and on the search path `programs` (null: this process's own). What cannot be read or run counts as not there, whatever the
 * reason: it is of no use to the agent either way, the person is told by name what is missing, and nothing is ever removed for it. `ifThere` is for what the agent keeps itself.
 */
export type MachinePlace = { root: string; programs: string | null }

/** This machine itself. */
export const thisMachine: MachinePlace = { root: '/', programs: `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin` }

/** This machine with the search path of this process. */
export const ownPrograms: MachinePlace = { root: '/', programs: null }

const withinMs = 15_000

/** The text of one of the machine's files, null when it cannot be read. */
export function readPlace({ root }: MachinePlace, file: string): Promise<string | null> {
  return readFile(path.join(root, file), 'utf8').catch(() => null)
}

/** The names in one of the machine's folders, none when it cannot be read. */
export function listPlace({ root }: MachinePlace, folder: string): Promise<string[]> {
  return readdir(path.join(root, folder)).catch(() => [])
}

/** The rights of one of the machine's files as `chmod` has them, null when it is not there. */
export function readMode({ root }: MachinePlace, file: string): Promise<number | null> {
  return stat(path.join(root, file)).then(
    ({ mode }) => mode & 0o777,
    () => null,
  )
}

/** What a program prints, null when it is not there, fails, or takes longer than 15 s. */
export function askProgram({ programs }: MachinePlace, program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: withinMs, ...(programs === null ? {} : { env: { PATH: programs, LC_ALL: 'C' } }) }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    )
  })
}
