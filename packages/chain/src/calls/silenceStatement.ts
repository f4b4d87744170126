import type { Address, Hex32 } from '@infinitio/domain'
import { lossLeaf, type LossStatement, lossSubject } from './lossCalls.ts'
import { outageAtStart, outageLeaf, type OutageStatement, outageSubject } from './outageCalls.ts'

/**
 * A lease whose node does not respond since `since`. `start` is the start of a lease that never became ready, and null for a running lease. Times are in Unix
 * seconds.
 */
export type SilentLease = { readonly leaseId: bigint; readonly node: Hex32; readonly since: bigint; readonly start: bigint | null }

/** A quorum's statement about a lease whose node does not respond, with its subject and its root. */
export type SilenceStatement = { readonly subject: Hex32; readonly root: Hex32 } & (
  | { readonly kind: 'loss'; readonly loss: LossStatement }
  | { readonly kind: 'outage'; readonly outage: OutageStatement }
)

/**
 * Returns the validators' statement about a lease whose node does not respond: for a running lease a loss, which ends it; for a lease that never became ready
 * an outage, for which the renter is compensated. Returns null if the node sent a heartbeat after the start of such a lease. Pure, so that API, validators and
 * engine make the same statement from the same record.
 */
export function silenceStatement({ leaseId, node, since, start }: SilentLease, { market }: { market: Address }): SilenceStatement | null {
  if (start === null) {
    const loss = { market, leaseId, since }
    return { kind: 'loss', loss, subject: lossSubject(loss), root: lossLeaf(loss) }
  }
  const outage = outageAtStart({ node, since, start })
  return outage === null ? null : { kind: 'outage', outage, subject: outageSubject({ market, leaseId }), root: outageLeaf(outage) }
}
