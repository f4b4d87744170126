import { createHash } from 'node:crypto'

/** Returns the SHA-256 hash that tests and the engine use for `bookHash`. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
