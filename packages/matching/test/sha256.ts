import { createHash } from 'node:crypto'

/** The hash function that tests and the engine give to `bookHash`. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
