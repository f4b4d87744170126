import { marketMessageTypedData, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { aboutLease, type SignedLease } from './signedLease.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const signedLifeSeconds = 600

/** The holder takes back, in full, a lease whose machine was not ready ten minutes after its start. Good for ten minutes. */
export async function signNoShow(
  signer: TypedDataSigner,
  args: { lease: SignedLease; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const message = { ...aboutLease(args.lease), expiry: unixSeconds(BigInt(expiry)) }
  const data = marketMessageTypedData('NoShow', message, signingDomainOf(args.chain))
  return { kind: 'noShow', leaseId: args.lease.leaseId, expiry, signature: await signTypedData(signer, data) }
}
