import { marketMessageTypedData, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { aboutLease, type SignedLease } from './signedLease.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const signedLifeSeconds = 600

/**
 * The provider ends a lease on its node: the renter pays what was used, gets the rest back at once, and compensation out of the provider's
 * bond. Good for ten minutes.
 */
export async function signEndByProvider(
  signer: TypedDataSigner,
  args: { lease: SignedLease; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const message = { ...aboutLease(args.lease), expiry: unixSeconds(BigInt(expiry)) }
  const data = marketMessageTypedData('EndByProvider', message, signingDomainOf(args.chain))
  return { kind: 'endByProvider', leaseId: args.lease.leaseId, expiry, signature: await signTypedData(signer, data) }
}
