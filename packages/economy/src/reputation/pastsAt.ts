import type { Address, RecordedEvent } from '@infinitio/domain'
import { epochLedger } from '../epoch/epochLedger.ts'
import { pastOf, pastOfPromise } from '../epoch/pastOf.ts'
import type { PastCommitment } from '../factors/posterior.ts'
import type { AccountPast } from './reputationTree.ts'

/**
 * Returns the finished leases and the measured commitments (promises of GPU time) of every provider at a time (Unix seconds), by address. They come from the
 * chain's events until then. Providers without any are left out. Validators sign the reputations that follow from them.
 */
export function pastsAt(events: readonly RecordedEvent[], { until }: { until: bigint }): AccountPast[] {
  const { leases, promises } = epochLedger(events, { until })
  const pasts = new Map<Address, PastCommitment[]>()
  const add = (account: Address, past: readonly PastCommitment[]) => {
    if (past.length === 0) return
    const own = pasts.get(account)
    if (own === undefined) pasts.set(account, [...past])
    else own.push(...past)
  }
  for (const lease of leases.values()) add(lease.node.provider, pastOf([lease], until))
  for (const promise of promises) add(promise.provider, pastOfPromise(promise, until))
  return [...pasts].map(([account, past]) => ({ account, past })).sort((one, other) => (one.account < other.account ? -1 : 1))
}
