import { randomBytes } from 'node:crypto'

const tokenBytes = 32

/** Makes a token for the endpoints of this machine: 256 random bits in base64url, which an address can hold as they are. */
export function makeLocalToken(): string {
  return randomBytes(tokenBytes).toString('base64url')
}
