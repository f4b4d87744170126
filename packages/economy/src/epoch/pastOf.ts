import { endsThatSay } from '@infinitio/domain'
import type { PastCommitment } from '../factors/posterior.ts'
import type { EpochLedger, LedgerLease } from './epochLedger.ts'

/**
 * Returns the finished leases of a provider with their weights, for factor H (history). A lease that was served to its end has its pay as weight. A lease that
 * the provider broke has its escrow as weight.
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

/**
 * Returns the two parts of a measured commitment (promise of GPU time) as past commitments, for factor H (history): the delivered part as fulfilled, the
 * missing part as failed. Each has its value in PToken base units. Leaves out a part without value.
 */
export function pastOfPromise({ fulfilledValue, failedValue, endedAt }: EpochLedger['promises'][number], until: bigint): PastCommitment[] {
  const ageSeconds = until - endedAt
  return [
    { value: fulfilledValue, ageSeconds, isFulfilled: true },
    { value: failedValue, ageSeconds, isFulfilled: false },
  ].filter(({ value }) => value > 0n)
}
