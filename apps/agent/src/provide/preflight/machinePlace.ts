import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** Where a machine's own files and programs are looked for: below `root`, and on the search path `programs`. */
export type MachinePlace = { root: string; programs: string }

/** This machine itself. */
export const thisMachine: MachinePlace = { root: '/', programs: `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin` }

const withinMs = 15_000

/** The text of one of the machine's files, null when it cannot be read. */
export function readPlace({ root }: MachinePlace, file: string): Promise<string | null> {
  return readFile(path.join(root, file), 'utf8').catch(() => null)
}

/** The names in one of the machine's folders, none when it cannot be read. */
export function listPlace({ root }: MachinePlace, folder: string): Promise<string[]> {
  return readdir(path.join(root, folder)).catch(() => [])
}

/** What a program prints, null when it is not there, fails, or takes longer than 15 s. */
export function askProgram({ programs }: MachinePlace, program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: withinMs, env: { PATH: programs, LC_ALL: 'C' } }, (error, stdout) => resolve(error === null ? stdout : null))
  })
}
