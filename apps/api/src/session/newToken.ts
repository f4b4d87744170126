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

/** The beginning of every API token, by which a person and a scanner of secrets recognise it. */
const apiTokenPrefix = 'inft_'

/** A fresh API token of 256 random bits, and the only form of it that is stored. */
export function newApiToken(): { token: string; tokenHash: string } {
  const token = `${apiTokenPrefix}${newToken().token}`
  return { token, tokenHash: hashToken(token) }
}
