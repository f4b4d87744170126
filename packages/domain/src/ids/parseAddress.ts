import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Address } from './address.ts'
import { keccak256 } from '../hashing/keccak256.ts'

/**
 * Parses an address that comes from a person or another program. Accepts lower case, upper case, and mixed case with a correct EIP-55 checksum. Returns null
 * for other texts; callers then refuse with `api.bad_address`.
 */
export function parseAddress(text: string): Address | null {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return null
  const digits = text.slice(2)
  const lower = digits.toLowerCase()
  const isMixed = digits !== lower && digits !== digits.toUpperCase()
  if (isMixed && digits !== checksumDigits(lower)) return null
  return `0x${lower}` as Address
}

/** Returns an address with its EIP-55 checksum in upper and lower case, for EIP-4361 messages and for people. */
export function checksumAddress(address: Address): string {
  return `0x${checksumDigits(address.slice(2))}`
}

/**
 * Returns 40 lower-case digits with the capitals of EIP-55. A letter becomes a capital if the digit at the same position in the hash of these 40 digits is at
 * least 8.
 */
function checksumDigits(lower: string): string {
  const hash = bytesToHex(keccak256(utf8ToBytes(lower)))
  return [...lower].map((digit, at) => (Number.parseInt(hash.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit)).join('')
}
