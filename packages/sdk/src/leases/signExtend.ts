import { marketMessageTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { aboutLease, type SignedLease } from './signedLease.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const signedLifeSeconds = 600

/** Gives a running lease a later `end` (Unix seconds, absolute), at the same price and without a relay fee. Good for ten minutes. */
export async function signExtend(
  signer: TypedDataSigner,
  args: { lease: SignedLease; end: number; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const message = {
    ...aboutLease(args.lease),
    end: unixSeconds(BigInt(args.end)),
    relayFee: pTokenUnits(0n),
    expiry: unixSeconds(BigInt(expiry)),
  }
  const data = marketMessageTypedData('Extend', message, signingDomainOf(args.chain))
  return { kind: 'extend', leaseId: args.lease.leaseId, end: args.end, relayFee: '0', expiry, signature: await signTypedData(signer, data) }
}
