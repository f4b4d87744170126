import { address, marketMessageTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { aboutLease, type SignedLease } from './signedLease.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const signedLifeSeconds = 600

/**
 * The holder gives a booked lease, its rights and its refunds to another account. `nonce` is an unused ask nonce of its own. `relayFee` is what
 * the holder pays to the sender, in base units; 0 unless given. Good for ten minutes.
 */
export async function signTransferLease(
  signer: TypedDataSigner,
  args: { lease: SignedLease; to: string; nonce: bigint; relayFee?: bigint; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const to = address(args.to.toLowerCase())
  const relayFee = args.relayFee ?? 0n
  const fields = { to, relayFee: pTokenUnits(relayFee), nonce: args.nonce, expiry: unixSeconds(BigInt(expiry)) }
  const data = marketMessageTypedData('TransferLease', { ...aboutLease(args.lease), ...fields }, signingDomainOf(args.chain))
  const { leaseId } = args.lease
  const signature = await signTypedData(signer, data)
  return { kind: 'transferLease', leaseId, to, relayFee: relayFee.toString(), nonce: args.nonce.toString(), expiry, signature }
}
