import { randomBytes } from 'node:crypto'

const tokenBytes = 32

/** Creates a token for the endpoints of this machine: 256 random bits in base64url, which a URL can contain unescaped. */
export function makeLocalToken(): string {
  return randomBytes(tokenBytes).toString('base64url')
}
