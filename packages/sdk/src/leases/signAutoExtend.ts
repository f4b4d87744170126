import { durationSeconds, marketMessageTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { aboutLease, type SignedLease } from './leaseMessages.ts'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/**
 * An order to extend a lease automatically. Whenever the lease is in its last ten minutes, it is extended by `stepSeconds` (up to one hour), until it is
 * `maxTotalSeconds` long in all.
 */
export type AutoExtendArgs = {
  lease: SignedLease
  stepSeconds: number
  maxTotalSeconds: number
  /** An unused ask nonce of the signer. Cancelling this nonce withdraws the order. */
  nonce: bigint
  /** Unix second at which the order expires. */
  expiry: number
  chain: Pick<ChainWire, 'chainId' | 'addresses'>
}

/** Signs an order to extend a lease automatically, without a relay fee. */
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
