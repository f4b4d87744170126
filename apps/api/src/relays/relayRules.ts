import { type PTokenUnits, pTokenUnits, type SettleTerms } from '@infinitio/domain'
import type { Environment } from '../settings/environment.ts'

/**
 * The rules for sending relays (signed messages for the chain) at the operator's cost. Amounts are in PToken base units. Budgets count relays within the last
 * 24 hours.
 */
export type RelayRules = {
  /**
   * The fee that covers the cost of a relay (a signed message for the chain), in PToken base units. If it is 0, the operator demands no fee, and every relay
   * counts against the budgets, except those that `isPaidBySettle` names.
   */
  readonly relayFee: PTokenUnits
  readonly leastBalance: PTokenUnits
  readonly accountBudget: number
  readonly totalBudget: number
  /** The most calls of the task pool that the operator sends within 24 hours for one account (`poolAccountBudget`), and for all accounts together. */
  readonly poolAccountBudget: number
  readonly poolTotalBudget: number
}

/** Returns the rules from the settings of the web server. */
export function relayRulesOf(env: Environment): RelayRules {
  return {
    relayFee: pTokenUnits(BigInt(env.RELAY_FEE)),
    leastBalance: pTokenUnits(BigInt(env.RELAY_LEAST_BALANCE)),
    accountBudget: env.RELAY_ACCOUNT_BUDGET,
    totalBudget: env.RELAY_TOTAL_BUDGET,
    poolAccountBudget: env.POOL_ACCOUNT_BUDGET,
    poolTotalBudget: env.POOL_TOTAL_BUDGET,
  }
}

/** Returns the operator's conditions for settling leases: the relay fees, and the lowest value of a lease that is settled for the usual fee. */
export function settleTermsOf(env: Environment): SettleTerms {
  return {
    relayFee: pTokenUnits(BigInt(env.RELAY_FEE)),
    leastLeaseValue: pTokenUnits(BigInt(env.LEAST_LEASE_VALUE)),
    smallLeaseFee: pTokenUnits(BigInt(env.SMALL_LEASE_FEE)),
  }
}
