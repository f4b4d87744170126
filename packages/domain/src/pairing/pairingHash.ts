import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'

/** The purposes of hashes in a pairing. A hash for one purpose never equals a hash for another. */
export type PairingPurpose = 'id' | 'claim key' | 'claim key hash' | 'mac key' | 'commitment' | 'offer' | 'claim' | 'permission' | 'characters'

/** Returns the hash of some values for one purpose. No value may contain a line end. With a secret value first, the hash is also a MAC. */
export function pairingHash(purpose: PairingPurpose, values: readonly string[]): Hex32 {
  return keccak256Hex(utf8ToBytes([`infinitio pairing 1: ${purpose}`, ...values].join('\n')))
}
