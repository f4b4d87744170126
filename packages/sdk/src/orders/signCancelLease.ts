import { cancelLeaseTypedData, leaseId, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { signingDomainOf } from './signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from './signTypedData.ts'

const signedLifeSeconds = 600

/** The holder cancels a lease that is not ready yet. Good for ten minutes. */
export async function signCancelLease(
  signer: TypedDataSigner,
  args: { leaseId: string; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const data = cancelLeaseTypedData({ leaseId: leaseId(BigInt(args.leaseId)), expiry: unixSeconds(BigInt(expiry)) }, signingDomainOf(args.chain))
  return { kind: 'cancelLease', leaseId: args.leaseId, expiry, signature: await signTypedData(signer, data) }
}
