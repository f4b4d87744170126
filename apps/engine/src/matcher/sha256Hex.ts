import { createHash } from 'node:crypto'

/** sha256 of a text's UTF-8 bytes in lower-case hex: how a book is named by its hash. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
