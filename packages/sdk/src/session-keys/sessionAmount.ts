import type { PTokenUnits } from '@infinitio/domain'

/** The contract keeps limits of session keys in 1e-9 PToken, 64 bits. */
const sessionUnit = 10n ** 9n
const mostUnits = 2n ** 64n - 1n

/** An amount in base units as a limit of a session key, in 1e-9 PToken; null when it is finer than that, or more than fits. */
export function sessionAmount(amount: PTokenUnits): bigint | null {
  return amount % sessionUnit === 0n && amount / sessionUnit <= mostUnits ? amount / sessionUnit : null
}
