import { closeSync, openSync, writeFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'

const ownerOnly = 0o600

/**
 * Creates a file that only its owner can read, and opens it. `option` is the option of the command that names the file. Throws `api.file_exists` if the file
 * exists, because it may hold a key or a document, and `api.invalid_field` if it cannot be written.
 */
export function openNewFile(path: string, { option }: { option: string }): number {
  try {
    return openSync(path, 'wx', ownerOnly)
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    if (exists) throw refusal('api.file_exists', { detail: `${option} ${path}` })
    throw refusal('api.invalid_field', { detail: `${option} ${path}: ${cause instanceof Error ? cause.message : String(cause)}` })
  }
}

/** Writes a new file that only its owner can read. Throws the codes of `openNewFile`. */
export function writeNewFile(path: string, data: string | Uint8Array, { option }: { option: string }): void {
  const handle = openNewFile(path, { option })
  try {
    writeFileSync(handle, data)
  } finally {
    closeSync(handle)
  }
}
