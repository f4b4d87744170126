import type { RelayBudget, RelayStanding } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { RelayRequestWire } from '@infinitio/domain/wire'
import type { RelayRules } from './relayRules.ts'

type Kind = RelayRequestWire['kind']

/**
 * Relays (signed messages that the worker sends to the chain) that start the billing of a lease or end it. The operator always sends them. Their cost is
 * already covered: the account has locked money for the lease, and the relay fee was paid when the lease was settled.
 */
const paidBySettle: ReadonlySet<Kind> = new Set<Kind>(['ready', 'end', 'endByProvider', 'cancelLease', 'noShow'])

/** Returns true if the operator always sends this kind of relay (a signed message for the chain), whatever the state of the account is. */
export function isPaidBySettle(kind: Kind): boolean {
  return paidBySettle.has(kind)
}

/**
 * A relay (a signed message for the chain), the state of its account, and the PToken in the account's wallet in base units. `wallet` is null if the rules do
 * not need it.
 */
export type RelayCase = { readonly relay: RelayRequestWire; readonly standing: RelayStanding; readonly wallet: bigint | null }

/**
 * Returns the operator's daily budget against which a relay (a signed message for the chain) counts: `none` if its fee covers the cost and the account can pay
 * the fee, otherwise `account` (only the budget of its account) or `total` (also the budget of all accounts together). It is `account` for cancelling an open
 * order or the auto-extend order of a live lease. Otherwise somebody could use up the budget of all accounts, and other accounts could no longer cancel.
 * Refuses with `account.relay_not_covered`, `account.relay_fee_too_low` or `account.relay_budget_used`.
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
 * Returns the fee that covers the cost of a relay (a signed message for the chain), in PToken base units; 0 if the operator demands none. For a withdrawal, the
 * fee is added once more for each relay of the last 24 hours for which the account did not pay. Otherwise somebody could move one amount through many accounts
 * and use free relays with each of them.
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

/**
 * Returns true if for this kind of relay not only the account's balance in the market counts, but also the PToken in its wallet. That is so for the account's
 * first deposit, and for its first authorisation of a session key, because the API may not have seen the first deposit yet.
 */
export function isOfWallet(kind: Kind, { hadDeposit, hadAuthorize }: RelayStanding): boolean {
  return (kind === 'deposit' && !hadDeposit) || (kind === 'authorize' && !hadAuthorize)
}

/** Returns the relay fee that the account signed in this message, in PToken base units; 0 for a kind of message without such a field. */
export function feeOf(relay: RelayRequestWire): bigint {
  return 'relayFee' in relay ? BigInt(relay.relayFee) : 0n
}
