import { address, durationSeconds, type Mandate, nodeId, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'

/** A mandate from now on for one node. The price in base units per GPU-second; the nonce an unused ask nonce of the wallet, which asks under it bear too. */
export function buildMandate(args: {
  provider: string
  node: string
  minPricePerGpuSecond: bigint
  maxDurationSeconds: number
  forSeconds: number
  nonce: bigint
  chain: Pick<ChainWire, 'chainNow'>
}): Mandate {
  return {
    provider: address(args.provider.toLowerCase()),
    node: nodeId(args.node),
    minPricePerGpuSecond: pTokenUnits(args.minPricePerGpuSecond),
    maxDurationSeconds: durationSeconds(BigInt(args.maxDurationSeconds)),
    until: unixSeconds(BigInt(args.chain.chainNow + args.forSeconds)),
    nonce: args.nonce,
  }
}
