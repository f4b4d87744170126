import { durationSeconds, marketMessageTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { aboutLease, type SignedLease } from './leaseMessages.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/** A standing order: in its last ten minutes the lease is extended by `stepSeconds` (at most an hour), until it is `maxTotalSeconds` long. */
export type AutoExtendArgs = {
  lease: SignedLease
  stepSeconds: number
  maxTotalSeconds: number
  /** An unused ask nonce of the signer; cancelling it withdraws the order. */
  nonce: bigint
  /** Unix second from which the order counts no more. */
  expiry: number
  chain: Pick<ChainWire, 'chainId' | 'addresses'>
}

/** Signs a standing order to extend a lease, without a relay fee. */
export async function signAutoExtend(signer: TypedDataSigner, args: AutoExtendArgs): Promise<RelayRequestWire> {
  const { stepSeconds, maxTotalSeconds, nonce, expiry } = args
  const message = {
    ...aboutLease(args.lease),
    stepSeconds: durationSeconds(BigInt(stepSeconds)),
    maxTotalSeconds: durationSeconds(BigInt(maxTotalSeconds)),
    relayFee: pTokenUnits(0n),
    nonce,
    expiry: unixSeconds(BigInt(expiry)),
  }
  const signature = await signTypedData(signer, marketMessageTypedData('AutoExtend', message, signingDomainOf(args.chain)))
  return { kind: 'autoExtend', leaseId: args.lease.leaseId, stepSeconds, maxTotalSeconds, relayFee: '0', nonce: nonce.toString(), expiry, signature }
}
