import { createHash, randomBytes } from 'node:crypto'
import { wellKnownKeys } from './wellKnownKeys.ts'

const randomBytesInKey = 16

/**
 * Creates a development key: 16 random bytes, and 16 bytes derived from them. So every copy of the key can be recognised, but nobody can guess it.
 */
export function makeDevelopmentKey(): `0x${string}` {
  const random = randomBytes(randomBytesInKey)
  return `0x${Buffer.concat([random, markOf(random)]).toString('hex')}`
}

/** Returns true for a key from `makeDevelopmentKey`, and for publicly known keys. `key` is 32 bytes as 0x hex. */
export function isDevelopmentKey(key: string): boolean {
  const bytes = Buffer.from(key.slice(2), 'hex')
  return wellKnownKeys.includes(key.toLowerCase()) || bytes.subarray(randomBytesInKey).equals(markOf(bytes.subarray(0, randomBytesInKey)))
}

function markOf(random: Buffer): Buffer {
  return createHash('sha256').update('infinitio development key').update(random).digest().subarray(0, randomBytesInKey)
}
