import type { PTokenUnits } from '@infinitio/domain'

/** The contract stores the limits of session keys in units of 1e-9 PToken (1e9 base units) with 64 bits. */
const sessionUnit = 10n ** 9n
const mostUnits = 2n ** 64n - 1n

/**
 * Converts base units into a session key's limit in units of 1e-9 PToken. Returns null if the amount is not a whole
 * number of these units, or too large.
 */
export function sessionAmount(amount: PTokenUnits): bigint | null {
  return amount % sessionUnit === 0n && amount / sessionUnit <= mostUnits ? amount / sessionUnit : null
}
