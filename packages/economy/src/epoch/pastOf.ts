import { endsThatSay } from '@infinitio/domain'
import type { PastCommitment } from '../factors/posterior.ts'
import type { EpochLedger, LedgerLease } from './epochLedger.ts'

/**
 * Returns the weights of finished leases at a time. A lease that was served to its end weighs its pay; a broken lease weighs its whole promised
 * amount.
 */
export function pastOf(leases: readonly LedgerLease[], until: bigint): PastCommitment[] {
  return leases.flatMap(({ closed, payments, escrow }) => {
    const said = closed === null ? null : endsThatSay[closed.reason]
    if (closed === null || said === null) return []
    const isFulfilled = said === 'kept'
    const value = isFulfilled ? payments.reduce((sum, { pay }) => sum + pay, 0n) : escrow
    return [{ value, ageSeconds: until - closed.at, isFulfilled }]
  })
}

/** Returns the fulfilled and the failed part of a commitment, each as a value in PToken base units. */
export function pastOfPromise({ fulfilledValue, failedValue, endedAt }: EpochLedger['promises'][number], until: bigint): PastCommitment[] {
  const ageSeconds = until - endedAt
  return [
    { value: fulfilledValue, ageSeconds, isFulfilled: true },
    { value: failedValue, ageSeconds, isFulfilled: false },
  ].filter(({ value }) => value > 0n)
}
