import { address, leaseId, marketMessageTypedData, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { signingDomainOf } from './signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from './signTypedData.ts'

const signedLifeSeconds = 600

/** The holder gives a booked lease, its rights and its refunds to another account. `nonce` is an unused ask nonce of its own. Good for ten minutes. */
export async function signTransferLease(
  signer: TypedDataSigner,
  args: { leaseId: string; to: string; nonce: bigint; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const to = address(args.to.toLowerCase())
  const message = { leaseId: leaseId(BigInt(args.leaseId)), to, nonce: args.nonce, expiry: unixSeconds(BigInt(expiry)) }
  const data = marketMessageTypedData('TransferLease', message, signingDomainOf(args.chain))
  return { kind: 'transferLease', leaseId: args.leaseId, to, nonce: args.nonce.toString(), expiry, signature: await signTypedData(signer, data) }
}
