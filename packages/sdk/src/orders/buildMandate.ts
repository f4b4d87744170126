import { address, durationSeconds, type Mandate, mandateFlags, nodeId, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'

/**
 * Builds a mandate for one node that counts from now. The price is in base units per GPU-second. The nonce is an unused ask nonce of the wallet,
 * which asks under the mandate carry too. `availableUntil` is the latest end of an ask's window in Unix seconds; `forSeconds` bounds the settle.
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
