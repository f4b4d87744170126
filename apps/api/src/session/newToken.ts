import { createHash, randomBytes } from 'node:crypto'

/** Creates a secret of 256 random bits. Returns it with its hash. Only the hash is stored. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashToken(token) }
}

/** Returns the sha256 of a token in hex, which the tables store. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The prefix of every API token, by which people and secret scanners recognise it. */
const apiTokenPrefix = 'inft_'

/** Creates an API token with 256 random bits. Returns the token with its hash. Only the hash is stored. */
export function newApiToken(): { token: string; tokenHash: string } {
  const token = `${apiTokenPrefix}${newToken().token}`
  return { token, tokenHash: hashToken(token) }
}
