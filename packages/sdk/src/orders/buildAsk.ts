import {
  address,
  type Ask,
  askTimesBeside,
  askTypedData,
  bps,
  durationSeconds,
  engineExecutor,
  type MaintenanceWindow,
  nodeId,
  pTokenUnits,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import { askToWire, type ChainWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/**
 * Builds an ask that lists a node from now on, for anyone or for one renter. Only the market's own settling addresses (the engine set) may settle it. Prices
 * are in base units of PToken per GPU-second. The nonce must be unused (`getProvider().nextAskNonce`). A new ask of the same node for the same renter replaces
 * the open one.
 */
export function buildAsk(args: {
  provider: string
  node: string
  pricePerGpuSecond: bigint
  gpus: number
  /** The fewest GPUs of a lease. Default: 1. */
  minGpus?: number
  minDurationSeconds: number
  maxDurationSeconds: number
  availableForSeconds: number
  noticeSeconds: number
  trialSeconds: number
  /** Restricts the ask to this account. Default: anyone. */
  privateRenter?: string
  /** True if the renter may transfer the lease until it starts. */
  transferable?: boolean
  nonce: bigint
  /** Planned maintenance of the node. The ask ends when the next maintenance begins. If a maintenance is in progress, the ask begins when it ends. */
  maintenance?: readonly MaintenanceWindow[]
  chain: Pick<ChainWire, 'chainNow' | 'feeBps'>
}): Ask {
  const now = BigInt(args.chain.chainNow)
  const until = now + BigInt(args.availableForSeconds)
  const times = askTimesBeside(
    { availableFrom: args.chain.chainNow - 120, availableUntil: Number(until) },
    { windows: args.maintenance ?? [], leastSeconds: args.minDurationSeconds, now: args.chain.chainNow },
  )
  return {
    provider: address(args.provider.toLowerCase()),
    node: nodeId(args.node),
    pricePerGpuSecond: pTokenUnits(args.pricePerGpuSecond),
    minGpus: args.minGpus ?? 1,
    maxGpus: args.gpus,
    minDurationSeconds: durationSeconds(BigInt(args.minDurationSeconds)),
    maxDurationSeconds: durationSeconds(BigInt(args.maxDurationSeconds)),
    availableFrom: unixSeconds(BigInt(times.availableFrom)),
    availableUntil: unixSeconds(BigInt(times.availableUntil)),
    maxFeeBps: bps(BigInt(args.chain.feeBps)),
    noticeSeconds: durationSeconds(BigInt(args.noticeSeconds)),
    trialSeconds: durationSeconds(BigInt(args.trialSeconds)),
    privateRenter: args.privateRenter === undefined ? zeroAddress : address(args.privateRenter.toLowerCase()),
    transferable: args.transferable ?? false,
    executor: engineExecutor,
    nonce: args.nonce,
    expiry: unixSeconds(until),
  }
}

/** Signs an ask and returns it in the format that `placeOrder` takes. */
export async function signAsk(
  signer: TypedDataSigner,
  { ask, chain }: { ask: Ask; chain: Pick<ChainWire, 'chainId' | 'addresses'> },
): Promise<PlaceOrderWire> {
  return { kind: 'ask', order: askToWire(ask), signature: await signTypedData(signer, askTypedData(ask, signingDomainOf(chain))) }
}
