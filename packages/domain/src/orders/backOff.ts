import type { ErrorCode } from '../errors/errorTable.ts'

/**
 * Error codes of matches that failed because of the renter. Each such match counts as a strike against the renter's account. A match that failed because its
 * bid was already full does not count, because another engine may have filled the bid.
 */
export const strikeCodes: readonly ErrorCode[] = [
  'account.insufficient_balance',
  'account.session_limit',
  'auth.session_key_expired',
  'auth.session_key_revoked',
  'auth.signature_wrong_signer',
  'order.nonce_cancelled',
  'order.not_settled',
]

const hourMs = 3_600_000
const firstWaitMs = 60_000
const longestWaitMs = 6 * hourMs

/**
 * Returns the milliseconds for which an account may not place a bid; 0 if it may. `agesMs` are the ages of its strikes (bids that blocked a machine for
 * nothing) of the last day. A strike counts only if the strike before it was less than an hour earlier. The account must wait only if its newest strike counts,
 * and the wait begins at that strike. With one counted strike the wait is one minute. Each further counted strike doubles the wait, up to six hours.
 */
export function backOffMs(agesMs: readonly number[]): number {
  const oldestFirst = agesMs.toSorted((one, other) => other - one)
  const isCounted = oldestFirst.map((age, at) => at > 0 && (oldestFirst[at - 1] ?? Number.POSITIVE_INFINITY) - age < hourMs)
  if (isCounted.at(-1) !== true) return 0
  const counted = isCounted.filter(Boolean).length
  const waitMs = Math.min(firstWaitMs * 2 ** (counted - 1), longestWaitMs)
  return Math.max(0, waitMs - (oldestFirst.at(-1) ?? 0))
}
