import type { ChainWire, LeaseWire, RelayRequestWire } from '@infinitio/domain/wire'
import { isNoShow } from './isNoShow.ts'
import { signCancelLease } from './signCancelLease.ts'
import { signEnd } from './signEnd.ts'
import { signNoShow } from './signNoShow.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'

/**
 * The holder ends a lease in the way that fits its state. A lease that is not ready is cancelled. When Ready has become impossible the holder
 * reports a no-show, which may compensate. Good for ten minutes.
 */
export function signEndOrCancel(
  signer: TypedDataSigner,
  { lease, accept, chain }: { lease: Pick<LeaseWire, 'leaseId' | 'state' | 'terms'>; accept: boolean; chain: ChainWire },
): Promise<RelayRequestWire> {
  if (lease.state !== 'booked') return signEnd(signer, { lease, accept, chain })
  return isNoShow(lease.terms, chain.chainNow) ? signNoShow(signer, { lease, chain }) : signCancelLease(signer, { lease, chain })
}
