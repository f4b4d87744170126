import type { PTokenUnits } from '@infinitio/domain'

/** The unit in which the contract stores limits of session keys (1e-9 PToken, which is 1e9 base units), and the largest limit: 64 bits. */
const sessionUnit = 10n ** 9n
const mostUnits = 2n ** 64n - 1n

/**
 * Converts base units into a session key's limit in units of 1e-9 PToken. Returns null if the amount is not a whole
 * number of these units, or too large.
 */
export function sessionAmount(amount: PTokenUnits): bigint | null {
  return amount % sessionUnit === 0n && amount / sessionUnit <= mostUnits ? amount / sessionUnit : null
}
