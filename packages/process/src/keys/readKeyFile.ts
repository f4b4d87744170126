import { EnvironmentError } from '../readEnv.ts'
import { parseKey } from './parseKey.ts'
import { readPrivateFile } from './readPrivateFile.ts'

/**
 * Reads a private key: one `0x` and 64 hex digits in a file that only its owner can access (0600 or 0400). Throws EnvironmentError with the file's
 * path, never its content.
 */
export function readKeyFile(path: string): `0x${string}` {
  const key = parseKey(readPrivateFile(path, { what: 'key file' }))
  if (key === null) throw new EnvironmentError(`the key file ${path} does not hold one 0x key of 64 hex digits`)
  return key
}
