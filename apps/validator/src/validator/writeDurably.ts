import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Replaces a file, which only its owner can read, completely or not at all. When the function returns, the file is on the disk under its name, so a power
 * failure cannot bring the old one back. Otherwise a validator could sign a second statement for an epoch that it had already signed, which costs half of its
 * bond.
 */
export function writeDurably(file: string, text: string): void {
  const handle = openSync(`${file}.new`, 'w', 0o600)
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(`${file}.new`, file)
  // The new name is an entry of the folder, which has to be synced too.
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
