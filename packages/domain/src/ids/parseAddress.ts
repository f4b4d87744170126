import type { Address } from './address.ts'
import { checksumDigits } from './checksumAddress.ts'

/**
 * Reads an address that a person or another program wrote. All lower or all upper case is taken as it is; mixed case
 * must carry the right EIP-55 checksum. Returns null for anything else (callers refuse with `api.bad_address`).
 */
export function parseAddress(text: string): Address | null {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return null
  const digits = text.slice(2)
  const lower = digits.toLowerCase()
  const isMixed = digits !== lower && digits !== digits.toUpperCase()
  if (isMixed && digits !== checksumDigits(lower)) return null
  return `0x${lower}` as Address
}
