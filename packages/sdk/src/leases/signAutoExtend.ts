import { durationSeconds, marketMessageTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { aboutLease, type SignedLease } from './leaseMessages.ts'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/**
 * An order to extend a lease automatically. In the lease's last ten minutes it adds `stepSeconds` (up to one hour), again and again until the lease is
 * `maxTotalSeconds` long.
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
