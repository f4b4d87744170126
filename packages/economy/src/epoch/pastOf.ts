import { endsThatSay } from '@infinitio/domain'
import type { PastCommitment } from '../factors/posterior.ts'
import type { EpochLedger, LedgerLease } from './epochLedger.ts'

/** What leases that are over came to by a time: one that was kept weighs what it was paid, one that was broken all that was promised. */
export function pastOf(leases: readonly LedgerLease[], until: bigint): PastCommitment[] {
  return leases.flatMap(({ closed, payments, escrow }) => {
    const said = closed === null ? null : endsThatSay[closed.reason]
    if (closed === null || said === null) return []
    const isFulfilled = said === 'kept'
    const value = isFulfilled ? payments.reduce((sum, { pay }) => sum + pay, 0n) : escrow
    return [{ value, ageSeconds: until - closed.at, isFulfilled }]
  })
}

/** What was kept and what was not of GPU time promised ahead, each by its value. */
export function pastOfPromise({ fulfilledValue, failedValue, endedAt }: EpochLedger['promises'][number], until: bigint): PastCommitment[] {
  const ageSeconds = until - endedAt
  return [
    { value: fulfilledValue, ageSeconds, isFulfilled: true },
    { value: failedValue, ageSeconds, isFulfilled: false },
  ].filter(({ value }) => value > 0n)
}
