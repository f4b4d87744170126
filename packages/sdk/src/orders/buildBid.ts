import {
  address,
  type Bid,
  bidPieceFee,
  bidTypedData,
  bps,
  durationSeconds,
  engineExecutor,
  nodeId,
  pTokenUnits,
  timeInForce,
  unixSeconds,
  workloadHash as brandWorkloadHash,
} from '@infinitio/domain'
import { bidToWire, type ChainWire, type ListingWire, type PlaceOrderWire, settleTermsFromWire, type SettleTermsWire } from '@infinitio/domain/wire'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const bidLifeSeconds = 600
const clockSlackSeconds = 120
/** A bid for a future start also accepts a start up to this many seconds later, so that the chain has time to settle it. */
const laterWindowSeconds = 3_600

/**
 * Builds a bid for this listing, at the listing's price or less. If the bid cannot get all its GPUs at once, it is cancelled. The lease starts when the bid
 * settles. With `startAt` (Unix seconds in the future), the lease starts at that time or up to one hour later. The bid is valid for ten minutes of block time.
 * The nonce must be unused (`getWallet().nextNonce.bid`). With `isCluster`, the lease is in the network of the renter's cluster leases with this workload.
 */
export function buildBid(args: {
  listing: Pick<ListingWire, 'node' | 'classId' | 'regionId'>
  pricePerGpuSecond: string
  renter: string
  gpus: number
  durationSeconds: number
  startAt?: number
  workloadHash: string
  isCluster?: boolean
  nonce: bigint
  chain: Pick<ChainWire, 'chainNow' | 'feeBps'> & SettleTermsWire
}): Bid {
  const now = BigInt(args.chain.chainNow)
  const terms = {
    maxPricePerGpuSecond: pTokenUnits(BigInt(args.pricePerGpuSecond)),
    durationSeconds: durationSeconds(BigInt(args.durationSeconds)),
    ...{ gpus: args.gpus, minGpusPerNode: args.gpus },
  }
  return {
    renter: address(args.renter.toLowerCase()),
    classMask: 1n << BigInt(args.listing.classId),
    regionMask: 1n << BigInt(args.listing.regionId),
    minVramGib: 0,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node: nodeId(args.listing.node),
    ...terms,
    allOrNothing: true,
    cluster: args.isCluster ?? false,
    ...startOf(args.startAt, now),
    maxRelayFee: bidPieceFee(terms, settleTermsFromWire(args.chain)),
    timeInForce: timeInForce.ioc,
    workloadHash: brandWorkloadHash(args.workloadHash),
    maxFeeBps: bps(BigInt(args.chain.feeBps)),
    executor: engineExecutor,
    nonce: args.nonce,
    expiry: unixSeconds(now + BigInt(bidLifeSeconds)),
  }
}

function startOf(startAt: number | undefined, now: bigint): Pick<Bid, 'startFrom' | 'startUntil'> {
  const [from, until] =
    startAt === undefined ? [now - BigInt(clockSlackSeconds), now + BigInt(bidLifeSeconds)] : [BigInt(startAt), BigInt(startAt + laterWindowSeconds)]
  return { startFrom: unixSeconds(from), startUntil: unixSeconds(until) }
}

/**
 * Signs a bid and returns it in the format that `placeOrder` takes. `holdId` uses a hold (a reservation of the machine or its price). `leaseName` is the name
 * that the lease will have.
 */
export async function signBid(
  signer: TypedDataSigner,
  { bid, chain, holdId, leaseName }: { bid: Bid; chain: Pick<ChainWire, 'chainId' | 'addresses'>; holdId?: string; leaseName?: string },
): Promise<PlaceOrderWire> {
  const signature = await signTypedData(signer, bidTypedData(bid, signingDomainOf(chain)))
  return {
    kind: 'bid',
    order: bidToWire(bid),
    signature,
    ...(holdId === undefined ? {} : { holdId }),
    ...(leaseName === undefined ? {} : { leaseName }),
  }
}
