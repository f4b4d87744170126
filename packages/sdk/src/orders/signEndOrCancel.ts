import type { ChainWire, LeaseWire, RelayRequestWire } from '@infinitio/domain/wire'
import { signCancelLease } from './signCancelLease.ts'
import { signEnd } from './signEnd.ts'
import type { TypedDataSigner } from './signTypedData.ts'

/** The holder ends a lease, whichever way the contract has for its state: one that is not ready is cancelled. Good for ten minutes. */
export function signEndOrCancel(
  signer: TypedDataSigner,
  { lease: { leaseId, state }, accept, chain }: { lease: Pick<LeaseWire, 'leaseId' | 'state'>; accept: boolean; chain: ChainWire },
): Promise<RelayRequestWire> {
  return state === 'booked' ? signCancelLease(signer, { leaseId, chain }) : signEnd(signer, { leaseId, accept, chain })
}
