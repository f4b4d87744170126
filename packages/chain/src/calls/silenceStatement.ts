import type { Address, Hex32 } from '@infinitio/domain'
import { lossLeaf, type LossStatement, lossSubject } from './lossCalls.ts'
import { outageAtStart, outageLeaf, type OutageStatement, outageSubject } from './outageCalls.ts'

/** A lease whose node is silent since `since`; `start` of a lease that never began, null of one that runs. Unix seconds. */
export type SilentLease = { readonly leaseId: bigint; readonly node: Hex32; readonly since: bigint; readonly start: bigint | null }

/** The statement that a quorum signs about a lease whose node is silent, with its subject and its root. */
export type SilenceStatement = { readonly subject: Hex32; readonly root: Hex32 } & (
  | { readonly kind: 'loss'; readonly loss: LossStatement }
  | { readonly kind: 'outage'; readonly outage: OutageStatement }
)

/**
 * Returns what validators sign about a lease whose node is silent: a loss ends a lease that runs, an outage compensates for one that never began. Null when the
 * node was heard from after the start of such a lease. Pure: API, validators and engine make the same statement of the same record.
 */
export function silenceStatement({ leaseId, node, since, start }: SilentLease, { market }: { market: Address }): SilenceStatement | null {
  if (start === null) {
    const loss = { market, leaseId, since }
    return { kind: 'loss', loss, subject: lossSubject(loss), root: lossLeaf(loss) }
  }
  const outage = outageAtStart({ node, since, start })
  return outage === null ? null : { kind: 'outage', outage, subject: outageSubject({ market, leaseId }), root: outageLeaf(outage) }
}
