import { readFileSync, statSync } from 'node:fs'
import { artefactLimits, refusal } from '@infinitio/sdk'

/** Returns the bytes of a file that becomes an artefact. Throws `artefact.too_large`, and `api.invalid_field` if the file cannot be read. */
export function artefactBytes(path: string): Uint8Array<ArrayBuffer> {
  const { size } = readOrRefuse(path, () => statSync(path))
  if (size === 0 || size > artefactLimits.bytes) throw refusal('artefact.too_large', { detail: path })
  return readOrRefuse(path, () => new Uint8Array(readFileSync(path)))
}

function readOrRefuse<Read>(path: string, read: () => Read): Read {
  try {
    return read()
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `${path}: ${cause instanceof Error ? cause.message : String(cause)}` })
  }
}
