import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

/**
 * Replaces a file, which only its owner can read, completely or not at all. When the function returns, the bytes are on the disk. The renaming is not synced, so
 * after a power failure the name may still have the old file, or none if it was new.
 */
export function writeDurably(file: string, text: string): void {
  const handle = openSync(`${file}.new`, 'w', 0o600)
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(`${file}.new`, file)
}
