import { endTypedData, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { aboutLease, type SignedLease } from './signedLease.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const usualLifeSeconds = 600

/** The holder ends a lease. `accept` pays and refunds at once; without it unvested pay waits an hour for a credit. Good for ten minutes unless `lifeSeconds` says more. */
export async function signEnd(
  signer: TypedDataSigner,
  args: { lease: SignedLease; accept: boolean; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'>; lifeSeconds?: number },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + (args.lifeSeconds ?? usualLifeSeconds)
  const data = endTypedData({ ...aboutLease(args.lease), accept: args.accept, expiry: unixSeconds(BigInt(expiry)) }, signingDomainOf(args.chain))
  return { kind: 'end', leaseId: args.lease.leaseId, accept: args.accept, expiry, signature: await signTypedData(signer, data) }
}
