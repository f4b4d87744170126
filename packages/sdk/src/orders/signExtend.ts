import { leaseId, marketMessageTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { signingDomainOf } from './signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from './signTypedData.ts'

const signedLifeSeconds = 600

/** Gives a running lease a later `end` (Unix seconds, absolute), at the same price and without a relay fee. Good for ten minutes. */
export async function signExtend(
  signer: TypedDataSigner,
  args: { leaseId: string; end: number; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const message = {
    leaseId: leaseId(BigInt(args.leaseId)),
    end: unixSeconds(BigInt(args.end)),
    relayFee: pTokenUnits(0n),
    expiry: unixSeconds(BigInt(expiry)),
  }
  const data = marketMessageTypedData('Extend', message, signingDomainOf(args.chain))
  return { kind: 'extend', leaseId: args.leaseId, end: args.end, relayFee: '0', expiry, signature: await signTypedData(signer, data) }
}
