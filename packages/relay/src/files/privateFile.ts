import { chmodSync, closeSync, fdatasyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { RelayError } from '../relayError.ts'

const ownerOnly = 0o600
const folderOfOwner = 0o700
const groupAndOthers = 0o077

/** Returns the text of a file that only its owner can read, or null if it does not exist. Throws `wallet.key_unreadable` if others have any right to it. */
export function readPrivateFile(path: string): string | null {
  try {
    if ((statSync(path).mode & groupAndOthers) !== 0) throw new RelayError('wallet.key_unreadable', `${path} can be read by others: chmod 600`)
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Writes a file that only its owner can read, completely or not at all. */
export function writePrivateFile(path: string, text: string): void {
  makePrivateFolder(dirname(path))
  const part = `${path}.${process.pid}`
  const file = openSync(part, 'w', ownerOnly)
  try {
    writeSync(file, text)
    fdatasyncSync(file)
  } finally {
    closeSync(file)
  }
  chmodSync(part, ownerOnly)
  renameSync(part, path)
}

/** Makes a folder that only its owner can read, if there is none. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: folderOfOwner })
}
