import type { PTokenUnits } from '../units/pTokenUnits.ts'

/** PToken base units in one unit of a session key's limits. */
const sessionUnit = 1_000_000_000n

/** What an amount takes of a session key's limits, in 1e-9 PToken: rounded up, as the contract does. */
export function sessionSpending(amount: PTokenUnits): bigint {
  return (amount + sessionUnit - 1n) / sessionUnit
}
