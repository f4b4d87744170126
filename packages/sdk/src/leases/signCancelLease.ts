import { cancelLeaseTypedData, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { aboutLease, type SignedLease } from './signedLease.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const signedLifeSeconds = 600

/** The holder cancels a lease that is not ready yet. Good for ten minutes. */
export async function signCancelLease(
  signer: TypedDataSigner,
  args: { lease: SignedLease; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const message = { ...aboutLease(args.lease), expiry: unixSeconds(BigInt(expiry)) }
  const data = cancelLeaseTypedData(message, signingDomainOf(args.chain))
  return { kind: 'cancelLease', leaseId: args.lease.leaseId, expiry, signature: await signTypedData(signer, data) }
}
