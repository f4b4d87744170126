import { createHash, randomBytes } from 'node:crypto'

/** A fresh secret of 256 bits, and the only form of it that is stored. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashToken(token) }
}

/** sha256 of a token, hex: what the tables hold. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
