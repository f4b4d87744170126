import { settleBatchCall, settleCall, type SettleItem } from '@infinitio/chain'
import { nodeId, pTokenUnits, unixSeconds, zeroHex32 } from '@infinitio/domain'
import { modelAddresses, party } from './openingMarket.ts'
import { chainNow, type Scene, type SignedAsk, type SignedBid, wallet } from './scene.ts'
import { signBid } from './signOrders.ts'

/**
 * Settles random pairs of bids and asks through another engine that the Directory also allows. Some pairs contain bids from our book. Some leases start
 * later, and some pairs settle together as a batch or a cluster.
 */
export function settleFromOutside(scene: Scene): string {
  const { random } = scene
  const market = modelAddresses.market
  const plan = random.weighted<'one' | 'several' | 'cluster'>([
    [6, 'one'],
    [2, 'several'],
    [1, 'cluster'],
  ])
  const items = plan === 'cluster' ? cluster(scene) : Array.from({ length: plan === 'one' ? 1 : 2 + random.below(2) }, () => pair(scene))
  const [first] = items
  if (first === undefined) return 'finds nothing to settle'
  const call = plan === 'one' ? settleCall({ market, item: first }) : settleBatchCall({ market, items })
  wallet(scene, { from: party.otherEngine, data: call.data })
  return `settles ${items.map(({ bid }) => bid.nonce).join()} from outside`
}

/** Returns a bid with an ask that may fit. The bid is one of the newest in our book, or a new one that only the other engine has. */
function pair(scene: Scene): SettleItem {
  const { random, signed } = scene
  const ours = signed.bids.slice(-4)
  const made = ours.length > 0 && random.chance(0.4) ? random.pick(ours) : signBid(scene)
  const fitting = signed.asks.filter(({ ask }) => made.bid.node === ask.node || BigInt(made.bid.node) === 0n)
  const offer = random.pick(fitting.length > 0 ? fitting.slice(-2) : signed.asks)
  const now = chainNow(scene)
  const latest = Number(made.bid.startUntil - now)
  const start = random.chance(0.45) && latest > 120 ? now + BigInt(60 + random.below(latest - 60)) : 0n
  return itemOf(offer, made, { gpus: Math.min(made.bid.gpus, offer.ask.maxGpus), start })
}

/** Returns a bid for GPUs on several nodes that must be settled together. The contract skips it if the nodes are in different regions. */
function cluster(scene: Scene): SettleItem[] {
  const { random, signed } = scene
  const nodes = random.chance(0.8) ? party.nodes.slice(0, 2) : party.nodes.slice(1)
  const offers = nodes.flatMap((node) => signed.asks.findLast(({ ask }) => ask.node === node.id) ?? [])
  const isWhole = random.chance(0.2)
  const partOf = ({ ask }: SignedAsk) => (isWhole ? ask.maxGpus : 1)
  const gpus = offers.reduce((sum, offer) => sum + partOf(offer), 0)
  const anywhere = { node: nodeId(zeroHex32), classMask: 1n, regionMask: 3n }
  const price = pTokenUnits(10n ** 15n)
  const made = signBid(scene, { ...anywhere, gpus, cluster: true, maxPricePerGpuSecond: price, startFrom: unixSeconds(chainNow(scene) - 600n) })
  return offers.map((offer) => itemOf(offer, made, { gpus: partOf(offer), start: 0n }))
}

function itemOf(
  { ask, signature: askSignature, mandate }: SignedAsk,
  { bid, signature: bidSignature }: SignedBid,
  { gpus, start }: { gpus: number; start: bigint },
): SettleItem {
  return { ask, askSignature, bid, bidSignature, mandate, gpus, start: unixSeconds(start), relayFee: pTokenUnits(0n) }
}
