import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { describeKey } from './describeKey.ts'

/** Creates a key of 32 random bytes in a new file that only its owner can read. Throws if the file exists. Returns the lines to print. */
export function newKey(file: string): string[] {
  const key = `0x${randomBytes(32).toString('hex')}` as const
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' })
  return [`made ${file} (0600)`, ...describeKey(key)]
}
