import { createHash } from 'node:crypto'
import type { Hex32 } from '../../src/index.ts'

/** Returns the SHA-256 of a text. */
export function hashOf(text: string): Hex32 {
  return `0x${createHash('sha256').update(text).digest('hex')}`
}
