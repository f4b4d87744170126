import { claimCall, closeCall, endCall, cancelLeaseCall, leaseTermsFromChain, marketAbi, noShowCall, settleCall } from '@infinitio/chain'
import { insertApiCommand, insertRelay } from '@infinitio/db'
import {
  type Address,
  type Ask,
  type Bid,
  bps,
  durationSeconds,
  engineExecutor,
  hashAsk,
  hashBid,
  hashCancelLease,
  hashEnd,
  hashMarketMessage,
  hashReady,
  holdId,
  leaseId as toLeaseId,
  nodeId,
  type OrderHash,
  pTokenUnits,
  timeInForce,
  unixSeconds,
  workloadHash,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import { type ApiCommand, toCanonical } from '@infinitio/matching'
import { encodeFunctionData, type Hex, keccak256, toBytes } from 'viem'
import type { ModelLease } from './model/marketState.ts'
import { modelAddresses, party, type SimulatedNode } from './openingMarket.ts'
import { toySignature } from './toySignature.ts'
import type { World } from './engineProcess.ts'

/** What people have signed so far in a run. */
export type Signed = {
  asks: { ask: Ask; orderHash: OrderHash; signature: Hex }[]
  bids: { bid: Bid; orderHash: OrderHash; signature: Hex }[]
  holds: { id: string; askHash: OrderHash; account: Address }[]
  /** How many things were numbered so far: order nonces, relays, holds, wallet transactions. */
  counts: { nonce: number }
}

type Scene = World & { signed: Signed; wakeApi: (channels: readonly string[]) => void }

const domain = { chainId: 31_337, market: modelAddresses.market as Address }
const PRICE = 10n ** 14n

/** Lets somebody do something that makes sense now, by the API or by a wallet. Says what was done. */
export async function somebodyActs(scene: Scene): Promise<string> {
  const { random, signed } = scene
  if (signed.asks.length < party.nodes.length) return placeAsk(scene, party.nodes[signed.asks.length] as SimulatedNode)
  const acts: [number, (scene: Scene) => Promise<string>][] = [
    [3, (s) => placeAsk(s, random.pick(party.nodes))],
    [24, placeBid],
    [40, moveLease],
    [6, moveMoney],
    [2, cancelOrder],
    [3, cancelByWallet],
    [3, settleFromOutside],
    [3, touchHold],
    [2, askFaucet],
  ]
  return random.weighted(acts)(scene)
}

async function accept({ database, wakeApi }: Scene, command: ApiCommand, commandKey: string): Promise<void> {
  await database.as('infinitio_api').transaction((tx) => insertApiCommand(tx, { commandKey, kind: command.kind, payload: toCanonical(command) }))
  wakeApi(['api_commands'])
}

async function relay(
  { database, wakeApi, signed }: Scene,
  { kind, leaseId, account, payload }: { kind: string; leaseId: bigint | null; account: string; payload: object },
) {
  signed.counts.nonce += 1
  const id = `00000000-0000-4000-8000-${signed.counts.nonce.toString().padStart(12, '0')}`
  const text = JSON.stringify(payload)
  const row = { id, relayKey: `${kind}:${leaseId}:${text}`, kind, leaseId, account, payload: text }
  await database.as('infinitio_api').transaction((tx) => insertRelay(tx, row))
  wakeApi(['relays'])
}

/** Hands a wallet's own transaction to the chain, with the first nonce that is neither used nor waiting. */
function wallet({ chain, signed }: Scene, { from, data }: { from: string; data: Hex }): void {
  const waiting = new Set([...chain.pool.values()].filter((one) => one.from === from).map((one) => one.nonce))
  let nonce = chain.head().nonces.get(from) ?? 0
  while (waiting.has(nonce)) nonce += 1
  signed.counts.nonce += 1
  const hash = keccak256(toBytes(`${from}/${nonce}/${data}/${signed.counts.nonce}`))
  const fees = { maxFeePerGas: 10n ** 15n, maxPriorityFeePerGas: 10n ** 9n }
  chain.send({ hash, from, nonce, to: modelAddresses.market, data, ...fees })
}

function chainNow({ chain }: Scene): bigint {
  return BigInt(chain.head().timestamp)
}

async function placeAsk(scene: Scene, node: SimulatedNode): Promise<string> {
  const { random, signed } = scene
  const now = chainNow(scene)
  signed.counts.nonce += 1
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
    transferable: false,
    executor: engineExecutor,
    nonce: BigInt(signed.counts.nonce),
    expiry: unixSeconds(now + random.pick([600n, 86_400n, 864_000n])),
  }
  const orderHash = hashAsk(ask, domain)
  const signature = toySignature(node.provider, orderHash)
  signed.asks.push({ ask, orderHash, signature })
  await accept(scene, { kind: 'PlaceAsk', ask, signature, orderHash }, orderHash)
  return `lists ${node.gpus} GPUs`
}

async function placeBid(scene: Scene): Promise<string> {
  const { random, signed } = scene
  const now = chainNow(scene)
  const wished = random.pick(signed.asks).ask
  const node = party.nodes.find(({ id }) => id === wished.node) ?? random.pick(party.nodes)
  const isPinned = random.chance(0.93)
  const gpus = 1 + random.below(random.chance(0.9) ? node.gpus : 8)
  const isLater = random.chance(0.07)
  const price = random.chance(0.8) ? wished.pricePerGpuSecond : PRICE * BigInt(1 + random.below(4))
  signed.counts.nonce += 1
  const bid: Bid = {
    renter: random.pick(party.renters),
    classMask: isPinned ? 0n : 1n,
    regionMask: isPinned ? 0n : 3n,
    minVramGib: 0,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node: isPinned ? node.id : nodeId(zeroHex32),
    gpus,
    minGpusPerNode: 1,
    allOrNothing: random.chance(0.3),
    cluster: false,
    durationSeconds: durationSeconds(BigInt(random.pick([60, 600, 3_600, 10_000, 90_000]))),
    startFrom: unixSeconds(isLater ? now + 1_800n : now - 600n),
    startUntil: unixSeconds(now + random.pick([60n, 3_600n, 20_000n])),
    maxPricePerGpuSecond: pTokenUnits(price),
    maxRelayFee: pTokenUnits(random.chance(0.1) ? 0n : 10n ** 16n),
    timeInForce: random.chance(0.93) ? timeInForce.ioc : random.below(4),
    workloadHash: workloadHash(keccak256(toBytes('workload'))),
    maxFeeBps: bps(100n),
    executor: engineExecutor,
    nonce: BigInt(signed.counts.nonce),
    expiry: unixSeconds(now + random.pick([90n, 3_600n, 86_400n, 86_400n])),
  }
  const orderHash = hashBid(bid, domain)
  const signature = toySignature(bid.renter, orderHash)
  signed.bids.push({ bid, orderHash, signature })
  const hold = signed.holds.at(-1)
  const holding = hold !== undefined && hold.account === bid.renter && random.chance(0.5) ? { holdId: holdId(hold.id) } : {}
  await accept(scene, { kind: 'PlaceBid', bid, signature, orderHash, ...holding }, orderHash)
  return `bids for ${gpus} GPUs`
}

/** Somebody moves a lease on: through us with a signature, or with a wallet of their own. */
async function moveLease(scene: Scene): Promise<string> {
  const { chain, random } = scene
  const leases = [...chain.head().state.leases]
  if (leases.length === 0) return 'looks at no lease'
  const [leaseId, lease] = random.pick(leases)
  if (random.chance(0.25)) return moveByWallet(scene, leaseId, lease)
  const now = chainNow(scene)
  const expiry = unixSeconds(now + 600n)
  const { renter, provider, node } = lease.terms
  if (lease.state === 'booked' && random.chance(0.75)) {
    const nodeKey = party.nodes.find(({ id }) => id === node)?.nodeKey ?? zeroAddress
    const signature = toySignature(nodeKey, hashReady({ leaseId: toLeaseId(leaseId), signedAt: unixSeconds(now) }, domain))
    await relay(scene, { kind: 'ready', leaseId, account: provider, payload: { signedAt: Number(now), signature } })
    return `says lease ${leaseId} is ready`
  }
  if (lease.state === 'booked') {
    const signature = toySignature(renter, hashCancelLease({ leaseId: toLeaseId(leaseId), expiry }, domain))
    await relay(scene, { kind: 'cancelLease', leaseId, account: renter, payload: { expiry: Number(expiry), signature } })
    return `cancels lease ${leaseId}`
  }
  if (lease.state === 'active' && random.chance(0.45)) return lengthenOrTakeBack(scene, leaseId, lease)
  const accept = random.chance(0.6)
  const signature = toySignature(renter, hashEnd({ leaseId: toLeaseId(leaseId), accept, expiry }, domain))
  await relay(scene, { kind: 'end', leaseId, account: renter, payload: { accept, expiry: Number(expiry), signature } })
  return `ends lease ${leaseId}`
}

/** A renter wants more time, now or step by step; or a provider wants its node back. */
async function lengthenOrTakeBack(scene: Scene, leaseId: bigint, { terms, endOffset }: ModelLease): Promise<string> {
  const { random, signed } = scene
  const id = toLeaseId(leaseId)
  const expiry = unixSeconds(chainNow(scene) + random.pick([600n, 50_000n]))
  const relayFee = pTokenUnits(0n)
  if (random.chance(0.5)) {
    const end = unixSeconds(terms.start + endOffset + random.pick([60, 3_600, 40_000]))
    const signature = toySignature(terms.renter, hashMarketMessage('Extend', { leaseId: id, end, relayFee, expiry }, domain))
    const payload = { end: Number(end), relayFee: '0', expiry: Number(expiry), signature }
    await relay(scene, { kind: 'extend', leaseId, account: terms.renter, payload })
    return `extends lease ${leaseId}`
  }
  if (random.chance(0.4)) {
    const signature = toySignature(terms.provider, hashMarketMessage('EndByProvider', { leaseId: id, expiry }, domain))
    await relay(scene, { kind: 'endByProvider', leaseId, account: terms.provider, payload: { expiry: Number(expiry), signature } })
    return `takes the node of lease ${leaseId} back`
  }
  signed.counts.nonce += 1
  const nonce = BigInt(signed.counts.nonce)
  const [stepSeconds, maxTotalSeconds] = [durationSeconds(random.pick([600n, 3_600n])), durationSeconds(random.pick([20_000n, 200_000n]))]
  const order = { leaseId: id, stepSeconds, maxTotalSeconds, relayFee, nonce, expiry: unixSeconds(chainNow(scene) + 200_000n) }
  const signature = toySignature(terms.renter, hashMarketMessage('AutoExtend', order, domain))
  const plain = { stepSeconds: Number(stepSeconds), maxTotalSeconds: Number(maxTotalSeconds), relayFee: '0', nonce: nonce.toString() }
  await relay(scene, { kind: 'autoExtend', leaseId, account: terms.renter, payload: { ...plain, expiry: Number(order.expiry), signature } })
  return `lets lease ${leaseId} be extended`
}

function moveByWallet(scene: Scene, leaseId: bigint, { terms, state }: ModelLease): string {
  const { random } = scene
  const about = { market: modelAddresses.market as Address, leaseId: toLeaseId(leaseId), terms: leaseTermsFromChain(terms) }
  const from = random.chance(0.8) ? terms.renter : party.otherEngine
  const calls = state === 'booked' ? [cancelLeaseCall, noShowCall] : [claimCall, closeCall]
  const call = state === 'active' && random.chance(0.3) ? endCall({ ...about, accept: random.chance(0.5) }) : random.pick(calls)(about)
  wallet(scene, { from, data: call.data })
  return `touches lease ${leaseId} by wallet`
}

/** Somebody signs a withdrawal and lets us send it. */
async function withdrawSigned(scene: Scene): Promise<string> {
  const { random, chain, signed } = scene
  const account = random.pick(party.renters)
  const balance = chain.head().state.accounts.get(account)?.balance ?? 0n
  signed.counts.nonce += 1
  const nonce = BigInt(signed.counts.nonce)
  const amount = pTokenUnits((balance * BigInt(random.below(50))) / 100n)
  const expiry = unixSeconds(chainNow(scene) + 3_600n)
  const message = { account, amount, to: account, relayFee: pTokenUnits(0n), nonce, expiry }
  const signature = toySignature(account, hashMarketMessage('Withdraw', message, domain))
  const payload = { account, amount: amount.toString(), to: account, relayFee: '0', nonce: nonce.toString(), expiry: Number(expiry), signature }
  await relay(scene, { kind: 'withdraw', leaseId: null, account, payload })
  return `withdraws ${amount} by signature`
}

async function moveMoney(scene: Scene): Promise<string> {
  const { random, chain } = scene
  if (random.chance(0.25)) return withdrawSigned(scene)
  const from = random.pick([...party.renters, ...party.providers])
  const { state } = chain.head()
  const isDeposit = random.chance(0.6)
  const owned = isDeposit ? (state.tokens.get(from) ?? 0n) : (state.accounts.get(from)?.balance ?? 0n)
  const amount = (owned * BigInt(random.below(120))) / 100n
  const data = isDeposit
    ? encodeFunctionData({ abi: marketAbi, functionName: 'deposit', args: [amount] })
    : encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [amount, from] })
  wallet(scene, { from, data })
  return `${isDeposit ? 'deposits' : 'withdraws'} ${amount}`
}

async function cancelOrder(scene: Scene): Promise<string> {
  const { random, signed } = scene
  const orders = [
    ...signed.asks.map(({ ask, orderHash }) => ({ by: ask.provider, orderHash })),
    ...signed.bids.map(({ bid, orderHash }) => ({ by: bid.renter, orderHash })),
  ]
  const { by, orderHash } = random.pick(orders)
  await accept(scene, { kind: 'CancelOrder', orderHash, by }, `cancel/${orderHash}`)
  return `cancels ${orderHash.slice(0, 10)}`
}

async function cancelByWallet(scene: Scene): Promise<string> {
  const { random, signed } = scene
  const ask = random.pick(signed.asks).ask
  const bid = signed.bids.length === 0 ? null : random.pick(signed.bids).bid
  if (bid !== null && random.chance(0.5)) {
    wallet(scene, { from: bid.renter, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelBid', args: [bid.nonce] }) })
    return `cancels bid ${bid.nonce} on chain`
  }
  if (bid !== null && random.chance(0.15)) {
    wallet(scene, { from: bid.renter, data: encodeFunctionData({ abi: marketAbi, functionName: 'raiseFloor', args: [bid.nonce] }) })
    return `raises its floor to ${bid.nonce}`
  }
  wallet(scene, { from: ask.provider, data: encodeFunctionData({ abi: marketAbi, functionName: 'cancelAsk', args: [ask.nonce] }) })
  return `cancels ask ${ask.nonce} on chain`
}

/** Another engine of the Directory's set settles a pair that may be ours. */
async function settleFromOutside(scene: Scene): Promise<string> {
  const { random, signed } = scene
  if (signed.bids.length === 0) return 'finds no bid'
  const { bid, signature: bidSignature } = random.pick(signed.bids.slice(-4))
  const fitting = signed.asks.filter(({ ask }) => bid.node === ask.node || BigInt(bid.node) === 0n)
  if (fitting.length === 0) return 'finds no ask'
  const { ask, signature: askSignature } = random.pick(fitting)
  const item = { ask, askSignature, bid, bidSignature, mandate: null, gpus: Math.min(bid.gpus, ask.maxGpus), relayFee: pTokenUnits(0n) }
  const call = settleCall({ market: modelAddresses.market as Address, item: { ...item, start: unixSeconds(0n) } })
  wallet(scene, { from: party.otherEngine, data: call.data })
  return `settles bid ${bid.nonce} from outside`
}

async function touchHold(scene: Scene): Promise<string> {
  const { random, signed } = scene
  const last = signed.holds.at(-1)
  if (last !== undefined && random.chance(0.4)) {
    await accept(scene, { kind: 'ReleaseHold', holdId: holdId(last.id), account: last.account }, `release/${last.id}/${signed.counts.nonce}`)
    return 'releases a hold'
  }
  signed.counts.nonce += 1
  const id = `00000000-0000-4000-9000-${signed.counts.nonce.toString().padStart(12, '0')}`
  const { orderHash: askHash } = random.pick(signed.asks)
  const account = random.pick(party.renters)
  signed.holds.push({ id, askHash, account })
  const hold = { holdId: holdId(id), account, askHash, gpus: 1, durationSeconds: durationSeconds(3_600n), funded: random.chance(0.7) }
  await accept(scene, { kind: 'PlaceHold', ...hold }, `hold/${id}`)
  return 'places a hold'
}

async function askFaucet(scene: Scene): Promise<string> {
  const account = scene.random.pick(party.renters)
  await relay(scene, { kind: 'faucet', leaseId: null, account, payload: { account } })
  return 'asks the faucet'
}
