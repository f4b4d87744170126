import { createHash, randomBytes } from 'node:crypto'
import { wellKnownKeys } from './wellKnownKeys.ts'

const randomBytesInKey = 16

/**
 * Makes a key for development: 16 random bytes, and 16 that follow from them. So it can be told from any other key wherever it is
 * copied to, and nobody can guess it.
 */
export function makeDevelopmentKey(): `0x${string}` {
  const random = randomBytes(randomBytesInKey)
  return `0x${Buffer.concat([random, markOf(random)]).toString('hex')}`
}

/** True for a key that `makeDevelopmentKey` made, and for the keys that everybody has. `key` is 32 bytes as 0x hex. */
export function isDevelopmentKey(key: string): boolean {
  const bytes = Buffer.from(key.slice(2), 'hex')
  return wellKnownKeys.includes(key.toLowerCase()) || bytes.subarray(randomBytesInKey).equals(markOf(bytes.subarray(0, randomBytesInKey)))
}

function markOf(random: Buffer): Buffer {
  return createHash('sha256').update('infinitio development key').update(random).digest().subarray(0, randomBytesInKey)
}
