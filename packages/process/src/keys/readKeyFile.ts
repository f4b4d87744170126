import { readFileSync, statSync } from 'node:fs'
import { EnvironmentError } from '../readEnv.ts'
import { parseKey } from './parseKey.ts'

/** Permission bits of everybody but the owner. */
const othersMay = 0o077

/**
 * Reads a private key: one `0x` and 64 hex digits in a file that its owner alone may touch (0600 or 0400). Throws EnvironmentError
 * that names the file, never its content.
 */
export function readKeyFile(path: string): `0x${string}` {
  const { mode, text } = readWithMode(path)
  if ((mode & othersMay) !== 0)
    throw new EnvironmentError(`others may read or change the key file ${path} (mode ${(mode & 0o777).toString(8)}); make it 0600`)
  const key = parseKey(text)
  if (key === null) throw new EnvironmentError(`the key file ${path} does not hold one 0x key of 64 hex digits`)
  return key
}

function readWithMode(path: string): { mode: number; text: string } {
  try {
    return { mode: statSync(path).mode, text: readFileSync(path, 'utf8') }
  } catch (error) {
    throw new EnvironmentError(`the key file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}
