import { readFileSync, statSync } from 'node:fs'
import { EnvironmentError } from '../readEnv.ts'

/** Permission bits of the group and of other users. */
const othersMay = 0o077

/**
 * Reads a file that only its owner can access (0600 or 0400). Throws EnvironmentError if others can access it or it cannot be read. The error
 * contains the path and `what`, never the content.
 */
export function readPrivateFile(path: string, { what }: { what: string }): string {
  const { mode, text } = readWithMode(path, what)
  if ((mode & othersMay) !== 0)
    throw new EnvironmentError(`others may read or change the ${what} ${path} (mode ${(mode & 0o777).toString(8)}); make it 0600`)
  return text
}

function readWithMode(path: string, what: string): { mode: number; text: string } {
  try {
    return { mode: statSync(path).mode, text: readFileSync(path, 'utf8') }
  } catch (error) {
    throw new EnvironmentError(`the ${what} ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}
