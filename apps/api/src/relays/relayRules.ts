import { type PTokenUnits, pTokenUnits, type SettleTerms } from '@infinitio/domain'
import type { Environment } from '../settings/environment.ts'

/** What the operator carries to the chain at its own cost. Amounts in PToken base units; budgets count relays within the last 24 hours. */
export type RelayRules = {
  /** What a relay costs; 0 where the operator asks for no fee, so that no relay pays. */
  readonly relayFee: PTokenUnits
  readonly leastBalance: PTokenUnits
  readonly accountBudget: number
  readonly totalBudget: number
}

/** Reads the rules from the settings of the web server. */
export function relayRulesOf(env: Environment): RelayRules {
  return {
    relayFee: pTokenUnits(BigInt(env.RELAY_FEE)),
    leastBalance: pTokenUnits(BigInt(env.RELAY_LEAST_BALANCE)),
    accountBudget: env.RELAY_ACCOUNT_BUDGET,
    totalBudget: env.RELAY_TOTAL_BUDGET,
  }
}

/** Reads for which relay fee the engine settles which piece of a bid. */
export function settleTermsOf(env: Environment): SettleTerms {
  return {
    relayFee: pTokenUnits(BigInt(env.RELAY_FEE)),
    leastLeaseValue: pTokenUnits(BigInt(env.LEAST_LEASE_VALUE)),
    smallLeaseFee: pTokenUnits(BigInt(env.SMALL_LEASE_FEE)),
  }
}
