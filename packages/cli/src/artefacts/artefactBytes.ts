import { openAsBlob, readFileSync, statSync } from 'node:fs'
import { artefactLimits, mostBytesOf, pieceLimits, refusal } from '@infinitio/sdk'

/**
 * Returns the bytes of a file that becomes one artefact. Throws `artefact.too_large` for a file that is too large or empty, and `api.invalid_field` if the file
 * cannot be read.
 */
export function artefactBytes(path: string): Uint8Array<ArrayBuffer> {
  const { size } = readOrRefuse(path, () => statSync(path))
  if (size === 0 || size > artefactLimits.bytes) throw refusal('artefact.too_large', { detail: path })
  return readOrRefuse(path, () => new Uint8Array(readFileSync(path)))
}

/**
 * Opens a file of up to 1 GiB to store it, without reading it. Throws `artefact.too_large` for a file that is too large or empty, and `api.invalid_field` if
 * the file cannot be read.
 */
export async function artefactFile(path: string): Promise<Blob> {
  const { size } = readOrRefuse(path, () => statSync(path))
  if (size === 0 || size > mostBytesOf(pieceLimits)) throw refusal('artefact.too_large', { detail: path })
  return await openAsBlob(path).catch((cause: unknown) => refuse(path, cause))
}

function readOrRefuse<Read>(path: string, read: () => Read): Read {
  try {
    return read()
  } catch (cause) {
    return refuse(path, cause)
  }
}

function refuse(path: string, cause: unknown): never {
  throw refusal('api.invalid_field', { detail: `${path}: ${cause instanceof Error ? cause.message : String(cause)}` })
}

/** Converts a SHA-256 that a person typed to lower case with 0x. The text may be with or without 0x, as `sha256sum` prints it. Throws `api.invalid_field`. */
export function artefactHash(text: string): string {
  const hash = hashIn(text)
  if (hash === null) throw refusal('api.invalid_field', { detail: `${text} is not a SHA-256: give 64 hex digits` })
  return hash
}

/** Returns the SHA-256 in a text, which may lack the `0x`, as lower-case hex with `0x`. Returns null for any other text. */
export function hashIn(text: string): string | null {
  const digits = /^(?:0x)?([0-9a-fA-F]{64})$/.exec(text)?.[1]
  return digits === undefined ? null : `0x${digits.toLowerCase()}`
}
