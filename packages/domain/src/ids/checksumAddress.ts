import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { keccak256 } from '../hashing/keccak256.ts'
import type { Address } from './address.ts'

/** An address with its EIP-55 checksum in upper and lower case, as EIP-4361 messages and people read it. */
export function checksumAddress(address: Address): string {
  return `0x${checksumDigits(address.slice(2))}`
}

/** Upper-cases each letter whose digit in the hash of the lower-case text is 8 or more (EIP-55). Takes 40 lower-case digits. */
export function checksumDigits(lower: string): string {
  const hash = bytesToHex(keccak256(utf8ToBytes(lower)))
  return [...lower].map((digit, at) => (Number.parseInt(hash.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit)).join('')
}
