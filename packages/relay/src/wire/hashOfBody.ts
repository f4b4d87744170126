import { createHash, type Hash } from 'node:crypto'
import type { Hex32 } from '@infinitio/domain'

/** Begins a hash of an answer or a request. The salt comes first, as in `requestHash`. Node's SHA-256 is faster for long prompts. */
export function saltedHash(salt: `0x${string}`): Hash {
  return createHash('sha256').update(salt.slice(2), 'hex')
}

/** Ends a hash. */
export function digestOf(hash: Hash): Hex32 {
  return `0x${hash.digest('hex')}`
}

/** Returns the salted hash of a body. Calculates the same as `requestHash`. */
export function hashOfBody(salt: `0x${string}`, body: Uint8Array): Hex32 {
  return digestOf(saltedHash(salt).update(body))
}
