import type { RelayBudget, RelayStanding } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { RelayRequestWire } from '@infinitio/domain/wire'
import { feeOf } from './feeOf.ts'
import type { RelayRules } from './relayRules.ts'

type Kind = RelayRequestWire['kind']

/** Relays that end something which the account has locked money in; the settle's relay fee pays for them. */
const paidBySettle: ReadonlySet<Kind> = new Set<Kind>(['ready', 'end', 'endByProvider', 'cancelLease', 'noShow'])

/** True when the operator carries this kind without judging its account. */
export function isPaidBySettle(kind: Kind): boolean {
  return paidBySettle.has(kind)
}

/** A relay, the standing of its account, and what the account's wallet holds of PToken; null where that is not needed. */
export type RelayCase = { readonly relay: RelayRequestWire; readonly standing: RelayStanding; readonly wallet: bigint | null }

/**
 * Judges who pays for a relay. Returns the budget that it counts against: `none` when it pays its own cost. Cancelling a live order counts against the
 * account's budget alone, so that nobody silences others by filling the total. Refuses with `account.relay_not_covered`, `account.relay_fee_too_low`,
 * `account.relay_budget_used`.
 */
export function judgeRelay({ relay, standing, wallet }: RelayCase, rules: RelayRules): RelayBudget | Refusal {
  const cost = relayCost(relay, standing, rules)
  if (cost > 0n && feeOf(relay) >= cost && canPay({ relay, standing, wallet })) return 'none'
  if (relay.kind === 'withdraw' && cost > 0n) return { rejected: 'account.relay_fee_too_low', detail: `relayFee ${feeOf(relay)}, needed ${cost}` }
  if (!isCovered({ relay, standing, wallet }, rules)) return { rejected: 'account.relay_not_covered' }
  if (standing.unpaidOfAccount >= rules.accountBudget) return { rejected: 'account.relay_budget_used', detail: 'of this account' }
  if (standing.cancelsLive) return 'account'
  return standing.unpaidInAll >= rules.totalBudget ? { rejected: 'account.relay_budget_used', detail: 'of all accounts' } : 'total'
}

/**
 * Returns the relay fee, in PToken base units, by which a relay pays its cost; 0 where the operator asks for none. A withdrawal also pays for what was
 * carried for its account within the day: a sum of money that moves through many accounts pays in each of them.
 */
export function relayCost({ kind }: Pick<RelayRequestWire, 'kind'>, { unpaidOfAccount }: RelayStanding, { relayFee }: RelayRules): bigint {
  return kind === 'withdraw' ? relayFee * BigInt(unpaidOfAccount + 1) : relayFee
}

function canPay({ relay, standing, wallet }: RelayCase): boolean {
  if (relay.kind === 'deposit') return (wallet ?? 0n) >= BigInt(relay.amount) && BigInt(relay.amount) >= feeOf(relay)
  return standing.balance >= feeOf(relay)
}

function isCovered({ relay, standing, wallet }: RelayCase, { leastBalance }: RelayRules): boolean {
  if (standing.hasLease || standing.hasOrder || standing.depositComes || standing.balance >= leastBalance) return true
  return isOfWallet(relay.kind, standing) && (wallet ?? 0n) >= leastBalance
}

/** Whether the wallet's PToken counts for a relay: for an account's first deposit, and for its first authorisation, which comes before the deposit is seen. */
export function isOfWallet(kind: Kind, { hadDeposit, hadAuthorize }: RelayStanding): boolean {
  return (kind === 'deposit' && !hadDeposit) || (kind === 'authorize' && !hadAuthorize)
}
