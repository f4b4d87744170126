import type { SettleItem } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import {
  type Ask,
  anyoneExecutor,
  askTypedData,
  type Bid,
  bidTypedData,
  bps,
  durationSeconds,
  engineExecutor,
  mandateTypedData,
  nodeId,
  pTokenUnits,
  timeInForce,
  timeInForceNames,
  unixSeconds,
  workloadHash,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import { isActiveKey } from './modelHolder.ts'
import { sessionKeyOf, type TwinScene } from './twinScene.ts'

const PRICE = 10n ** 14n
/** Unusual values of `timeInForce`: every known code except the usual one, and one code that the contract does not know. */
const otherTimesInForce = [...timeInForceNames.map((name) => timeInForce[name]).filter((code) => code !== timeInForce.ioc), timeInForceNames.length]

/** A function that returns the usual value of a field or, for a few orders, one of the other values. So most orders are valid. */
type Odd = <Value>(usual: Value, ...others: Value[]) => Value

type Wanted = { node: TwinScene['nodes'][number]; renter: TestKey; nonce: bigint; whole: number; isCluster: boolean; odd: Odd }

/**
 * Returns the settle items of one random bid: one item, or one for each node of a cluster. `place` is the position of the bid among those of the same call; it
 * makes the bid's nonce unique.
 */
export async function randomItems(scene: TwinScene, { place, isCluster }: { place: number; isCluster: boolean }): Promise<SettleItem[]> {
  const { twins, random, renters, nodes, stranger, count } = scene
  const { provider } = twins.chain.keys
  const isOdd = random.chance(0.5)
  const odd: Odd = (usual, ...others) => (isOdd && random.chance(0.06) ? random.pick(others) : usual)
  const node = random.pick(nodes)
  const gpus = 1 + random.below(odd(node.gpus, 16))
  const parts = isCluster ? nodes.map((one) => ({ ...one, part: 1 + random.below(one.gpus) })) : [{ ...node, part: gpus }]
  const whole = parts.reduce((sum, { part }) => sum + part, 0)
  const about = { node, renter: odd(random.pick(renters), provider), nonce: 2_000n + BigInt(4 * count + place), whole, isCluster, odd }
  const [ask, signedBid] = [randomAsk(scene, about), await randomBid(scene, about)]
  const start = unixSeconds(random.chance(0.6) ? 0n : BigInt(twins.now() + random.below(20_000)))
  const relayFee = pTokenUnits(random.pick([0n, 10n ** 15n, odd(0n, 10n ** 16n)]))
  const items: SettleItem[] = []
  for (const { id, key: nodeKey, part, gpus: most } of parts) {
    const itsAsk = isCluster ? { ...ask, node: id, maxGpus: most } : ask
    const isMandated = random.chance(0.15)
    const signer = isMandated ? odd(nodeKey, provider) : odd(provider, stranger)
    const askSignature = await twins.sign(signer, askTypedData(itsAsk, domainOf(scene)))
    const mandate = isMandated ? await mandateFor(scene, itsAsk) : null
    items.push({ ask: itsAsk, askSignature, ...signedBid, mandate, gpus: part, start, relayFee })
  }
  return items
}

function domainOf({ twins: { chain } }: TwinScene) {
  return { chainId: chain.chainId, market: chain.addresses.market }
}

function randomAsk({ twins, random, stranger }: TwinScene, { node, nonce, odd }: Wanted): Ask {
  const { provider, sender } = twins.chain.keys
  const now = BigInt(twins.now())
  return {
    provider: provider.address,
    node: odd(node.id, nodeId(`0x${'7'.repeat(64)}`)),
    pricePerGpuSecond: pTokenUnits(PRICE * BigInt(1 + random.below(2))),
    minGpus: odd(1, 2, 9),
    maxGpus: node.gpus,
    minDurationSeconds: durationSeconds(60n),
    maxDurationSeconds: durationSeconds(200_000n),
    availableFrom: unixSeconds(0n),
    availableUntil: unixSeconds(now + odd(3_000_000n, 7_200n)),
    maxFeeBps: bps(odd(25n, 24n)),
    noticeSeconds: durationSeconds(random.pick([0n, 600n, 86_400n])),
    trialSeconds: durationSeconds(random.pick([0n, 300n, 4_000n])),
    privateRenter: odd(zeroAddress, stranger.address),
    transferable: random.chance(0.5),
    executor: odd(engineExecutor, anyoneExecutor, sender.address, stranger.address),
    nonce: odd(nonce, 0n),
    expiry: unixSeconds(now + odd(500_000n, 5n)),
  }
}

async function randomBid(
  scene: TwinScene,
  { node, renter, nonce, whole, isCluster, odd }: Wanted,
): Promise<Pick<SettleItem, 'bid' | 'bidSignature'>> {
  const { twins, random, nodes, stranger, count } = scene
  const { sender } = twins.chain.keys
  const now = BigInt(twins.now())
  const bid: Bid = {
    renter: renter.address,
    classMask: odd(1n, 2n),
    regionMask: odd(1n, 6n),
    minVramGib: odd(8, 9),
    minTier: odd(0, 1),
    minReliabilityBps: bps(odd(0n, 1n)),
    node: !isCluster && random.chance(0.5) ? odd(node.id, nodes[0]?.id ?? node.id) : nodeId(zeroHex32),
    gpus: odd(whole, whole + 3, 255),
    minGpusPerNode: odd(1, whole + 1),
    allOrNothing: random.chance(0.4),
    cluster: isCluster,
    durationSeconds: durationSeconds(odd(random.pick([60n, 600n, 5_000n, 40_000n]), 0n, 59n, 200_001n)),
    startFrom: unixSeconds(now - 600n),
    startUntil: unixSeconds(now + odd(500_000n, 1_000n)),
    maxPricePerGpuSecond: pTokenUnits(PRICE * odd(2n, 1n)),
    maxRelayFee: pTokenUnits(10n ** 15n),
    timeInForce: odd<number>(timeInForce.ioc, ...otherTimesInForce),
    workloadHash: workloadHash(zeroHex32),
    maxFeeBps: bps(odd(25n, 24n)),
    executor: odd(engineExecutor, sender.address, stranger.address),
    nonce: odd(nonce, 2_000n + BigInt(random.below(4 * count + 1))),
    expiry: unixSeconds(now + odd(400_000n, 3n, 700_000n)),
  }
  const key = sessionKeyOf(renter)
  const mayUseKey = isActiveKey(twins.state(), { account: renter.address, key: key.address, now: twins.now() })
  const bidSigner = mayUseKey && random.chance(0.5) ? key : odd(renter, stranger, key)
  const bidSignature = await twins.sign(bidSigner, bidTypedData(bid, domainOf(scene)))
  return { bid, bidSignature }
}

async function mandateFor(
  scene: TwinScene,
  { provider, node, maxDurationSeconds, trialSeconds, noticeSeconds, availableUntil }: Ask,
): Promise<SettleItem['mandate']> {
  const { twins, random, stranger } = scene
  const odd = <Value>(usual: Value, other: Value): Value => (random.chance(0.04) ? other : usual)
  const limits = { minPricePerGpuSecond: pTokenUnits(odd(PRICE, 2n * PRICE)), maxDurationSeconds: odd(maxDurationSeconds, durationSeconds(100n)) }
  const notice = {
    minNoticeSeconds: odd(durationSeconds(0n), durationSeconds(noticeSeconds + 1n)),
    maxNoticeSeconds: odd(noticeSeconds, durationSeconds(100n)),
  }
  const form = { maxTrialSeconds: odd(trialSeconds, durationSeconds(100n)), ...notice, flags: odd(3, random.below(4)) }
  const times = { availableUntil: unixSeconds(availableUntil - odd(0n, 1n)), until: unixSeconds(twins.now() + odd(50_000, 2)) }
  const mandate = { provider, node, ...limits, ...form, ...times, nonce: BigInt(odd(1, 0)) }
  const signature = await twins.sign(odd(twins.chain.keys.provider, stranger), mandateTypedData(mandate, domainOf(scene)))
  return { mandate, signature }
}
