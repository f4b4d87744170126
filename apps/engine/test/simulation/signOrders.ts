import {
  type Ask,
  type Bid,
  bps,
  durationSeconds,
  engineExecutor,
  hashAsk,
  hashBid,
  hashMandate,
  type Mandate,
  mandateFlags,
  nodeId,
  pTokenUnits,
  timeInForce,
  timeInForceNames,
  unixSeconds,
  workloadHash,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import { keccak256, toBytes } from 'viem'
import { keyOf, party, type SimulatedNode } from './openingMarket.ts'
import { chainNow, domain, nextNumber, type Scene, type SignedAsk, type SignedBid } from './scene.ts'
import { toySignature } from './toySignature.ts'

const PRICE = 10n ** 14n

/** A provider, or its node under a mandate, offers a node. */
export function signAsk(scene: Scene, node: SimulatedNode, wished: Partial<Ask> = {}, { byWallet = false } = {}): SignedAsk {
  const { random, signed } = scene
  const now = chainNow(scene)
  const ask: Ask = {
    provider: node.provider,
    node: node.id,
    pricePerGpuSecond: pTokenUnits(PRICE * BigInt(1 + random.below(3))),
    minGpus: 1,
    maxGpus: node.gpus,
    minDurationSeconds: durationSeconds(60n),
    maxDurationSeconds: durationSeconds(864_000n),
    availableFrom: unixSeconds(now - 60n),
    availableUntil: unixSeconds(now + 2_000_000n),
    maxFeeBps: bps(100n),
    noticeSeconds: durationSeconds(random.pick([0n, 0n, 600n, 7_200n])),
    trialSeconds: durationSeconds(random.pick([0n, 300n])),
    privateRenter: zeroAddress,
    transferable: random.chance(0.6),
    executor: engineExecutor,
    nonce: BigInt(nextNumber(scene)),
    expiry: unixSeconds(now + random.pick([600n, 86_400n, 864_000n, 864_000n])),
    ...wished,
  }
  const orderHash = hashAsk(ask, domain)
  const mandate = !byWallet && random.chance(0.25) ? signMandate(scene, ask) : null
  const made = { ask, orderHash, signature: toySignature(mandate === null ? node.provider : node.nodeKey, orderHash), mandate }
  signed.asks.push(made)
  return made
}

function signMandate(scene: Scene, { provider, node, maxDurationSeconds, availableUntil }: Ask): SignedAsk['mandate'] {
  const until = unixSeconds(chainNow(scene) + scene.random.pick([900n, 864_000n]))
  const limits = { minPricePerGpuSecond: pTokenUnits(PRICE), maxDurationSeconds, until }
  const maxTrialSeconds = durationSeconds(scene.random.pick([300n, 300n, 0n]))
  const notice = { minNoticeSeconds: durationSeconds(0n), maxNoticeSeconds: durationSeconds(7_200n) }
  const form = { availableUntil, flags: scene.random.pick([mandateFlags.transferable, mandateFlags.transferable, 0]) }
  const mandate: Mandate = { provider, node, ...limits, maxTrialSeconds, ...notice, ...form, nonce: BigInt(nextNumber(scene)) }
  return { mandate, signature: toySignature(provider, hashMandate(mandate, domain)) }
}

/** A renter, or its session key, bids on one of the five newest asks. Most of these bids name the node of that ask. */
export function signBid(scene: Scene, wished: Partial<Bid> = {}): SignedBid {
  const { random, signed } = scene
  const now = chainNow(scene)
  const offer = random.pick(signed.asks.slice(-5)).ask
  const node = party.nodes.find(({ id }) => id === offer.node) ?? random.pick(party.nodes)
  const isPinned = random.chance(0.93)
  const isLater = random.chance(0.07)
  const price = random.chance(0.85) ? offer.pricePerGpuSecond : PRICE * BigInt(1 + random.below(4))
  const bid: Bid = {
    renter: random.pick(party.renters),
    classMask: isPinned ? 0n : 1n,
    regionMask: isPinned ? 0n : 3n,
    minVramGib: 0,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node: isPinned ? node.id : nodeId(zeroHex32),
    gpus: 1 + random.below(random.chance(0.9) ? node.gpus : 8),
    minGpusPerNode: 1,
    allOrNothing: random.chance(0.3),
    cluster: false,
    durationSeconds: durationSeconds(BigInt(random.pick([60, 600, 3_600, 10_000, 90_000]))),
    startFrom: unixSeconds(isLater ? now + 1_800n : now - 600n),
    startUntil: unixSeconds(now + random.pick([600n, 3_600n, 20_000n])),
    maxPricePerGpuSecond: pTokenUnits(price),
    maxRelayFee: pTokenUnits(random.chance(0.1) ? 0n : 10n ** 16n),
    timeInForce: random.chance(0.93) ? timeInForce.ioc : random.below(timeInForceNames.length),
    workloadHash: workloadHash(keccak256(toBytes('workload'))),
    maxFeeBps: bps(100n),
    executor: engineExecutor,
    nonce: BigInt(nextNumber(scene)),
    expiry: unixSeconds(now + random.pick([90n, 3_600n, 86_400n, 86_400n])),
    ...wished,
  }
  const orderHash = hashBid(bid, domain)
  const made = { bid, orderHash, signature: toySignature(signerFor(scene, bid.renter), orderHash) }
  signed.bids.push(made)
  return made
}

/** Returns the signer for an account: usually the account itself, sometimes its session key, and rarely a session key that the account has not authorised. */
export function signerFor({ random, chain }: Scene, account: string): string {
  const key = keyOf(account)
  const isKnown = chain.head().state.sessions.has(`${account}/${key}`)
  return random.chance(isKnown ? 0.4 : 0.02) ? key : account
}
