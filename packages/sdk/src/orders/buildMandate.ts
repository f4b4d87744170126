import { address, durationSeconds, type Mandate, mandateFlags, mandateTypedData, nodeId, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { type ChainWire, mandateToWire, type MandateWire } from '@infinitio/domain/wire'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/**
 * Builds a signing permission (mandate) for one node, valid from now. The price is in base units of PToken per GPU-second. `nonce` is an unused ask nonce of
 * the wallet, and all asks under the permission use this nonce. `availableUntil` is the latest end of an ask's window in Unix seconds. `forSeconds` is how long
 * from now such asks can settle.
 */
export function buildMandate(args: {
  provider: string
  node: string
  minPricePerGpuSecond: bigint
  maxDurationSeconds: number
  maxTrialSeconds: number
  minNoticeSeconds: number
  maxNoticeSeconds: number
  availableUntil: number
  mayBeTransferable: boolean
  mayBePrivate: boolean
  forSeconds: number
  nonce: bigint
  chain: Pick<ChainWire, 'chainNow'>
}): Mandate {
  return {
    provider: address(args.provider.toLowerCase()),
    node: nodeId(args.node),
    minPricePerGpuSecond: pTokenUnits(args.minPricePerGpuSecond),
    maxDurationSeconds: durationSeconds(BigInt(args.maxDurationSeconds)),
    maxTrialSeconds: durationSeconds(BigInt(args.maxTrialSeconds)),
    minNoticeSeconds: durationSeconds(BigInt(args.minNoticeSeconds)),
    maxNoticeSeconds: durationSeconds(BigInt(args.maxNoticeSeconds)),
    availableUntil: unixSeconds(BigInt(args.availableUntil)),
    flags: (args.mayBeTransferable ? mandateFlags.transferable : 0) | (args.mayBePrivate ? mandateFlags.privateRenter : 0),
    until: unixSeconds(BigInt(args.chain.chainNow + args.forSeconds)),
    nonce: args.nonce,
  }
}

/** A signing permission with its signature. Each ask that a node's key signs under the permission is sent together with it. */
export type SignedMandate = { readonly mandate: MandateWire; readonly mandateSignature: string }

/**
 * Signs, with the provider's wallet, a permission for a node's key. The key may then sign asks of that node at or above a price, for leases up to a length,
 * until a time.
 */
export async function signMandate(
  signer: TypedDataSigner,
  { mandate, chain }: { mandate: Mandate; chain: Pick<ChainWire, 'chainId' | 'addresses'> },
): Promise<SignedMandate> {
  return { mandate: mandateToWire(mandate), mandateSignature: await signTypedData(signer, mandateTypedData(mandate, signingDomainOf(chain))) }
}
