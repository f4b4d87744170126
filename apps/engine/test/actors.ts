import { randomUUID } from 'node:crypto'
import { nodeRegistryAbi } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/node'
import type { TestKey } from '@infinitio/chain/test'
import { findLeaseDetail, insertApiCommand, insertRelay } from '@infinitio/db'
import {
  type Ask,
  askTypedData,
  type Bid,
  type Bps,
  bidTypedData,
  bps,
  cancelLeaseTypedData,
  type DurationSeconds,
  durationSeconds,
  endTypedData,
  engineExecutor,
  hashAsk,
  hashBid,
  type LeaseId,
  leaseKey,
  leaseRestHash,
  type LeaseTerms,
  leaseTermsOf,
  type Mandate,
  mandateTypedData,
  marketMessageTypedData,
  type NodeId,
  nodeIdOf,
  type OrderHash,
  pTokenUnits,
  readyTypedData,
  timeInForce,
  type TypedData,
  unixSeconds,
  workloadHash,
  zeroAddress,
} from '@infinitio/domain'
import { type ApiCommand, toCanonical } from '@infinitio/matching'
import { encodeFunctionData, type Hex, keccak256, toBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Market } from './startMarket.ts'

/** A registered node in a test, and the key that signs for it. */
export interface TestNode {
  id: NodeId
  key: TestKey
  provider: TestKey
  gpus: number
}

/** Returns the private key and address of a named test actor. They are the same in every run. */
export function actorKey(name: string): TestKey {
  const privateKey = keccak256(toBytes(`engine test actor ${name}`))
  return { privateKey, address: privateKeyToAccount(privateKey).address.toLowerCase() as TestKey['address'] }
}

/** Registers a node of the test chain's provider, in class 0 and region 0. */
export async function registerNode(market: Market, { name, gpus }: { name: string; gpus: number }): Promise<TestNode> {
  const key = actorKey(`node ${name}`)
  const { provider } = market.chain.keys
  const facts = { classId: 0, regionId: 0, gpus, vramGib: 0, cpuCores: 2, ramGib: 4, diskGib: 10, networkMbps: 100 }
  const registration = { nodeKey: key.address, hostKey: keccak256(toBytes(name)), boxKey: keccak256(toBytes(`box ${name}`)), ...facts }
  const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args: [registration] })
  await send(market, provider, { to: market.chain.addresses.nodeRegistry, data, what: 'register' })
  return { id: nodeIdOf({ provider: provider.address, nodeKey: key.address }), key, provider, gpus }
}

/** Sends a call from a test key and waits until it is mined. */
export async function send(market: Market, from: TestKey, call: { to: TestKey['address']; data: Hex; what: string }): Promise<void> {
  await sendCalls(market.client, { privateKey: from.privateKey, calls: [{ ...call, value: 0n, gas: 2_000_000n }], timeoutMs: 10_000 })
}

/** Requests faucet money for an account, as the API does. */
export async function askFaucet(market: Market, account: TestKey): Promise<string> {
  const id = randomUUID()
  const payload = JSON.stringify({ kind: 'faucet', account: account.address })
  const relay = { id, relayKey: `faucet:${account.address}`, kind: 'faucet', leaseId: null, account: account.address, payload }
  await market.api.transaction((tx) => insertRelay(tx, relay))
  return id
}

/** Stores a command, as the API does when it accepts one. */
export async function accept(market: Market, command: ApiCommand, commandKey: string): Promise<void> {
  await market.api.transaction((tx) => insertApiCommand(tx, { commandKey, kind: command.kind, payload: toCanonical(command) }))
}

/** Lists a node: signs an ask at a price in base units with its provider's wallet, and submits it. The ask is valid for one day. */
export async function placeAsk(market: Market, node: TestNode, price: AskPrice): Promise<OrderHash> {
  const ask = await askFor(market, node, price)
  const orderHash = hashAsk(ask, signingDomain(market))
  const signature = await signData(node.provider, askTypedData(ask, signingDomain(market)))
  await accept(market, { kind: 'PlaceAsk', ask, signature, orderHash }, orderHash)
  return orderHash
}

/** Lists a node in the same way as its agent: the node's key signs the ask, which a mandate of the wallet allows. */
export async function placeMandatedAsk(market: Market, node: TestNode, price: AskPrice): Promise<OrderHash> {
  const ask = await askFor(market, node, price)
  const domain = signingDomain(market)
  const limits = { minPricePerGpuSecond: ask.pricePerGpuSecond, maxDurationSeconds: ask.maxDurationSeconds, until: ask.expiry }
  const form = { maxTrialSeconds: ask.trialSeconds, minNoticeSeconds: ask.noticeSeconds, maxNoticeSeconds: ask.noticeSeconds, flags: 0 }
  const who = { provider: ask.provider, node: ask.node, availableUntil: ask.availableUntil, nonce: price.nonce + 1n }
  const mandate: Mandate = { ...who, ...limits, ...form }
  const signature = await signData(node.key, askTypedData(ask, domain))
  const mandateSignature = await signData(node.provider, mandateTypedData(mandate, domain))
  const orderHash = hashAsk(ask, domain)
  await accept(market, { kind: 'PlaceAsk', ask, signature, orderHash, mandate, mandateSignature }, orderHash)
  return orderHash
}

/** The price of an ask in base units per GPU-second, and the nonce of the ask. */
export interface AskPrice {
  pricePerGpuSecond: bigint
  nonce: bigint
  /** Default: the engine. */
  executor?: Ask['executor']
}

/** Returns an unsigned ask of a node, valid for one day. */
export async function askFor(market: Market, node: TestNode, { pricePerGpuSecond, nonce, executor = engineExecutor }: AskPrice): Promise<Ask> {
  const { timestamp: now } = await market.client.getBlock({ blockTag: 'latest' })
  return {
    provider: node.provider.address,
    node: node.id,
    pricePerGpuSecond: pTokenUnits(pricePerGpuSecond),
    minGpus: 1,
    maxGpus: node.gpus,
    minDurationSeconds: durationSeconds(60n),
    maxDurationSeconds: durationSeconds(864_000n),
    availableFrom: unixSeconds(now - 60n),
    availableUntil: unixSeconds(now + 2_000_000n),
    maxFeeBps: bps(100n),
    noticeSeconds: durationSeconds(0n),
    trialSeconds: durationSeconds(0n),
    privateRenter: zeroAddress,
    transferable: false,
    executor,
    nonce,
    expiry: unixSeconds(now + 86_400n),
  }
}

/** The terms of a bid that a test wants to set itself; all others have default values. */
export interface Wish {
  node: TestNode
  maxPricePerGpuSecond: bigint
  gpus: number
  durationSeconds: DurationSeconds
  nonce: bigint
  /** Default: the engine. */
  executor?: Bid['executor']
  /** Default: 1 %. */
  maxFeeBps?: Bps
}

/** Books a node at once, with a bid that names the node and does not wait in the order book (immediate or cancel). */
export async function placeBid(market: Market, renter: TestKey, wish: Wish): Promise<OrderHash> {
  const { orderHash, bid, signature } = await signBid(market, renter, wish)
  await accept(market, { kind: 'PlaceBid', bid, signature, orderHash }, orderHash)
  return orderHash
}

/** Returns a signed bid without sending it. */
export async function signBid(market: Market, renter: TestKey, wish: Wish): Promise<{ orderHash: OrderHash; bid: Bid; signature: Hex }> {
  const { timestamp: now } = await market.client.getBlock({ blockTag: 'latest' })
  const bid: Bid = {
    renter: renter.address,
    classMask: 0n,
    regionMask: 0n,
    minVramGib: 0,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node: wish.node.id,
    gpus: wish.gpus,
    minGpusPerNode: wish.gpus,
    allOrNothing: true,
    cluster: false,
    durationSeconds: wish.durationSeconds,
    startFrom: unixSeconds(now - 600n),
    startUntil: unixSeconds(now + 3_600n),
    maxPricePerGpuSecond: pTokenUnits(wish.maxPricePerGpuSecond),
    maxRelayFee: pTokenUnits(0n),
    timeInForce: timeInForce.ioc,
    workloadHash: workloadHash(keccak256(toBytes('workload'))),
    maxFeeBps: wish.maxFeeBps ?? bps(100n),
    executor: wish.executor ?? engineExecutor,
    nonce: wish.nonce,
    expiry: unixSeconds(now + 3_600n),
  }
  const domain = signingDomain(market)
  return { orderHash: hashBid(bid, domain), bid, signature: await signData(renter, bidTypedData(bid, domain)) }
}

/** Sends the node's signed statement that a lease is ready, as a relay. */
export async function relayReady(market: Market, node: TestNode, leaseId: LeaseId): Promise<string> {
  const { timestamp } = await market.client.getBlock({ blockTag: 'latest' })
  const terms = await termsOf(market, leaseId)
  const { provider, start } = terms
  const ready = { leaseId, provider, restHash: leaseRestHash(terms), start, signedAt: unixSeconds(timestamp) }
  const signature = await signData(node.key, readyTypedData(ready, signingDomain(market)))
  return relay(market, { kind: 'ready', leaseId, account: node.provider.address, fields: { signedAt: Number(timestamp), signature } })
}

/** Sends the renter's signed message that ends a lease, as a relay. */
export async function relayEnd(market: Market, renter: TestKey, { leaseId, accept }: { leaseId: LeaseId; accept: boolean }): Promise<string> {
  const { timestamp } = await market.client.getBlock({ blockTag: 'latest' })
  const expiry = unixSeconds(timestamp + 600n)
  const signature = await signData(renter, endTypedData({ ...(await about(market, leaseId)), accept, expiry }, signingDomain(market)))
  return relay(market, { kind: 'end', leaseId, account: renter.address, fields: { accept, expiry: Number(expiry), signature } })
}

/** Sends the renter's signed cancellation of a lease that is not ready yet, as a relay. */
export async function relayCancel(market: Market, renter: TestKey, leaseId: LeaseId): Promise<string> {
  const { timestamp } = await market.client.getBlock({ blockTag: 'latest' })
  const expiry = unixSeconds(timestamp + 600n)
  const signature = await signData(renter, cancelLeaseTypedData({ ...(await about(market, leaseId)), expiry }, signingDomain(market)))
  return relay(market, { kind: 'cancelLease', leaseId, account: renter.address, fields: { expiry: Number(expiry), signature } })
}

/** Sends the holder's signed message that extends a lease, as a relay. `end` is the new end in Unix seconds. */
export async function relayExtend(market: Market, holder: TestKey, { leaseId, end }: { leaseId: LeaseId; end: bigint }): Promise<string> {
  const message = { ...(await about(market, leaseId)), end: unixSeconds(end), relayFee: pTokenUnits(0n), expiry: await soon(market) }
  const signature = await signData(holder, marketMessageTypedData('Extend', message, signingDomain(market)))
  const fields = { end: Number(end), relayFee: '0', expiry: Number(message.expiry), signature }
  return relay(market, { kind: 'extend', leaseId, account: holder.address, fields })
}

/** Sends the holder's permission to extend a lease automatically: by one hour each time, until the lease lasts `maxTotalSeconds`. */
export async function relayAutoExtend(
  market: Market,
  holder: TestKey,
  order: { leaseId: LeaseId; maxTotalSeconds: bigint; nonce: bigint },
): Promise<string> {
  const { timestamp } = await market.client.getBlock({ blockTag: 'latest' })
  const limits = { stepSeconds: durationSeconds(3_600n), maxTotalSeconds: durationSeconds(order.maxTotalSeconds) }
  const expiry = unixSeconds(timestamp + 1_000_000n)
  const message = { ...(await about(market, order.leaseId)), ...limits, relayFee: pTokenUnits(0n), nonce: order.nonce, expiry }
  const signature = await signData(holder, marketMessageTypedData('AutoExtend', message, signingDomain(market)))
  const { leaseId } = order
  const numbers = { stepSeconds: 3_600, maxTotalSeconds: Number(order.maxTotalSeconds), expiry: Number(message.expiry) }
  return relay(market, {
    kind: 'autoExtend',
    leaseId,
    account: holder.address,
    fields: { ...numbers, relayFee: '0', nonce: String(order.nonce), signature },
  })
}

/** Sends the provider's signed message that ends a lease on its node, as a relay. */
export async function relayEndByProvider(market: Market, leaseId: LeaseId): Promise<string> {
  const { provider } = market.chain.keys
  const expiry = await soon(market)
  const signature = await signData(
    provider,
    marketMessageTypedData('EndByProvider', { ...(await about(market, leaseId)), expiry }, signingDomain(market)),
  )
  return relay(market, { kind: 'endByProvider', leaseId, account: provider.address, fields: { expiry: Number(expiry), signature } })
}

/** Sends the account's signed withdrawal to its own wallet, as a relay. */
export async function relayWithdraw(market: Market, account: TestKey, { amount, nonce }: { amount: bigint; nonce: bigint }): Promise<string> {
  const message = {
    account: account.address,
    amount: pTokenUnits(amount),
    to: account.address,
    relayFee: pTokenUnits(0n),
    nonce,
    expiry: await soon(market),
  }
  const signature = await signData(account, marketMessageTypedData('Withdraw', message, signingDomain(market)))
  const fields = { account: account.address, amount: String(amount), to: account.address, relayFee: '0', nonce: String(nonce) }
  return relay(market, {
    kind: 'withdraw',
    leaseId: null,
    account: account.address,
    fields: { ...fields, expiry: Number(message.expiry), signature },
  })
}

/** Sends the account's signed cancellation of an order's nonce, as a relay. Once it is on the chain, no engine can settle the order. */
export async function relayCancelNonce(
  market: Market,
  account: TestKey,
  { kind, nonce }: { kind: 'cancelAsk' | 'cancelBid'; nonce: bigint },
): Promise<string> {
  const message = { account: account.address, relayFee: pTokenUnits(0n), nonce, expiry: await soon(market) }
  const signature = await signData(account, marketMessageTypedData(kind === 'cancelAsk' ? 'CancelAsk' : 'CancelBid', message, signingDomain(market)))
  const fields = { account: account.address, relayFee: '0', nonce: String(nonce), expiry: Number(message.expiry), signature }
  return relay(market, { kind, leaseId: null, account: account.address, fields })
}

/** Sends the account's signed message that sets a new lowest nonce, as a relay. It cancels all orders of the account with a smaller nonce. */
export async function relayRaiseFloor(market: Market, account: TestKey, floor: bigint): Promise<string> {
  const message = { account: account.address, relayFee: pTokenUnits(0n), floor, expiry: await soon(market) }
  const signature = await signData(account, marketMessageTypedData('RaiseFloor', message, signingDomain(market)))
  const fields = { account: account.address, relayFee: '0', floor: String(floor), expiry: Number(message.expiry), signature }
  return relay(market, { kind: 'raiseFloor', leaseId: null, account: account.address, fields })
}

/** Waits for the terms of a lease and returns them, once the follower has stored them. */
async function termsOf(market: Market, leaseId: LeaseId): Promise<LeaseTerms> {
  return leaseTermsOf(await market.until(`lease ${leaseId} is stored`, () => findLeaseDetail(market.owner, { leaseId })))
}

/** Returns the fields of a signed message that identify its lease. */
async function about(market: Market, leaseId: LeaseId) {
  return { leaseId, leaseKey: leaseKey(leaseId, await termsOf(market, leaseId)) }
}

async function soon({ client }: Market) {
  return unixSeconds((await client.getBlock({ blockTag: 'latest' })).timestamp + 600n)
}

type Relay = { kind: string; leaseId: LeaseId | null; account: string; fields: Record<string, unknown> }

async function relay(market: Market, { kind, leaseId, account, fields }: Relay): Promise<string> {
  const id = randomUUID()
  const payload = JSON.stringify({ kind, ...(leaseId === null ? {} : { leaseId: leaseId.toString() }), ...fields })
  const relayKey = `${kind}:${leaseId ?? account}:${id}`
  await market.api.transaction((tx) => insertRelay(tx, { id, relayKey, kind, leaseId, account, payload }))
  return id
}

/** Returns the chain and contract of this market's signatures. */
export function signingDomain(market: Market) {
  return { chainId: market.chain.chainId, market: market.chain.addresses.market }
}

/** Signs EIP-712 data. */
export function signData(key: TestKey, data: TypedData): Promise<Hex> {
  return privateKeyToAccount(key.privateKey).signTypedData(data as Parameters<ReturnType<typeof privateKeyToAccount>['signTypedData']>[0])
}
