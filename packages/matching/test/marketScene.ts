import {
  type Address,
  type Ask,
  address,
  type Bid,
  bps,
  durationSeconds,
  engineExecutor,
  escrowOf,
  feeUp,
  type HoldId,
  hex32,
  holdId,
  type LeaseTerms,
  leaseId,
  type NodeId,
  nodeId,
  type OrderHash,
  orderHash,
  payOf,
  pTokenUnits,
  unixSeconds,
  workloadHash,
  zeroAddress,
} from '@infinitio/domain'
import type { ApiCommand, BookCommand, BookEvent, ChainLogCommand } from '../src/index.ts'

/** The common interface of both order books: the product's, and the naive one that tests it. */
export type AnyBook = {
  readonly apply: (command: BookCommand, position: { seq: number; atMs: number }) => BookEvent[]
  readonly summary: () => BookSummary
}

/** The state in which the real book and the test's simple book must agree after every command. It lists only non-zero values. The comparison sorts the keys. */
export type BookSummary = {
  readonly now: string
  readonly openAsks: readonly string[]
  readonly liveHolds: readonly string[]
  readonly matches: readonly string[]
  readonly hours: Readonly<Record<string, string>>
  readonly accounts: Readonly<Record<string, string>>
  readonly hiddenNodes: Readonly<Record<string, string>>
}

/** The chain clock at the start of each scene, on a full hour. */
export const sceneStart = 1_800_000_000n
const digits = (text: string, length: number) => text.padStart(length, '0')

export const renter = addressOf(1)
export const otherRenter = addressOf(2)
export const provider = addressOf(3)
export const otherProvider = addressOf(4)
export const relayer = addressOf(5)
/** All accounts whose balances are compared. */
export const everybody = [renter, otherRenter, provider, otherProvider, relayer]
export const smallNode = nodeOf(1)
export const bigNode = nodeOf(2)

/** Makes a readable address from a number. */
export function addressOf(number: number): Address {
  return address(`0x${digits(number.toString(16), 40)}`)
}

/** Makes a readable node id from a number. */
export function nodeOf(number: number): NodeId {
  return nodeId(`0x${digits(number.toString(16), 64)}`)
}

/** Makes a readable order hash from a name. It need not be a real hash, because the book does not check the hashes that the API sends. */
export function hashOf(name: string): OrderHash {
  return orderHash(`0x${digits(Buffer.from(name).toString('hex'), 64)}`)
}

/** Makes a readable hold id from a number. */
export function holdOf(number: number): HoldId {
  return holdId(`00000000-0000-4000-8000-${digits(number.toString(16), 12)}`)
}

/** Makes an ask on the small node: 1 or 2 GPUs, 1,000 base units per GPU-second, 1 minute to 1 day, no notice, valid for a week. */
export function askOf(change: Partial<Ask> = {}): Ask {
  return {
    provider,
    node: smallNode,
    pricePerGpuSecond: pTokenUnits(1_000n),
    minGpus: 1,
    maxGpus: 2,
    minDurationSeconds: durationSeconds(60n),
    maxDurationSeconds: durationSeconds(86_400n),
    availableFrom: unixSeconds(0n),
    availableUntil: unixSeconds(sceneStart + 28n * 86_400n),
    maxFeeBps: bps(100n),
    noticeSeconds: durationSeconds(0n),
    trialSeconds: durationSeconds(0n),
    privateRenter: zeroAddress,
    transferable: false,
    executor: engineExecutor,
    nonce: 1n,
    expiry: unixSeconds(sceneStart + 7n * 86_400n),
    ...change,
  }
}

/** Makes a pinned IOC bid for one GPU of the small node for an hour, at the ask's price. */
export function bidOf(change: Partial<Bid> = {}): Bid {
  return {
    renter,
    classMask: 2n ** 256n - 1n,
    regionMask: 2n ** 256n - 1n,
    minVramGib: 0,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node: smallNode,
    gpus: 1,
    minGpusPerNode: 1,
    allOrNothing: true,
    cluster: false,
    durationSeconds: durationSeconds(3600n),
    startFrom: unixSeconds(0n),
    startUntil: unixSeconds(sceneStart + 86_400n),
    maxPricePerGpuSecond: pTokenUnits(1_000n),
    maxRelayFee: pTokenUnits(0n),
    timeInForce: 2,
    workloadHash: workloadHash(hex32(`0x${'ab'.repeat(32)}`)),
    maxFeeBps: bps(25n),
    executor: engineExecutor,
    nonce: 1n,
    expiry: unixSeconds(sceneStart + 3600n),
    ...change,
  }
}

/** Makes a PlaceAsk command. The ask's hash comes from its name. */
export function placeAsk(name: string, change: Partial<Ask> = {}): Extract<ApiCommand, { kind: 'PlaceAsk' }> {
  return { kind: 'PlaceAsk', ask: askOf(change), signature: `0x${name}`, orderHash: hashOf(name) }
}

/** Makes a PlaceBid command. The bid's hash comes from its name. */
export function placeBid(name: string, change: Partial<Bid> = {}, hold?: HoldId): Extract<ApiCommand, { kind: 'PlaceBid' }> {
  const command = { kind: 'PlaceBid' as const, bid: bidOf(change), signature: `0x${name}`, orderHash: hashOf(name) }
  return hold === undefined ? command : { ...command, holdId: hold }
}

/** Makes a PlaceHold command for a named ask. */
export function placeHold(number: number, askName: string, change: Partial<Extract<ApiCommand, { kind: 'PlaceHold' }>> = {}): BookCommand {
  const durations = { durationSeconds: durationSeconds(3600n) }
  return { kind: 'PlaceHold', holdId: holdOf(number), account: renter, askHash: hashOf(askName), gpus: 1, funded: true, ...durations, ...change }
}

/** Makes the `Settled` log that the contract would write for a match at `start`. */
export function settledLog(
  number: bigint,
  match: { ask: Ask; bid: Bid; askHash: OrderHash; bidHash: OrderHash; gpus: number; start: bigint },
): ChainLogCommand {
  const { ask, bid, askHash, bidHash, gpus, start } = match
  const terms: LeaseTerms = {
    renter: bid.renter,
    provider: ask.provider,
    node: ask.node,
    hostKey: hex32(`0x${'cd'.repeat(32)}`),
    pricePerGpuSecond: ask.pricePerGpuSecond,
    gpus,
    start: unixSeconds(start),
    durationSeconds: bid.durationSeconds,
    noticeSeconds: ask.noticeSeconds,
    trialSeconds: durationSeconds(0n),
    feeBps: bps(25n),
    flags: 1,
    askNonce: ask.nonce,
    askMaxDurationSeconds: ask.maxDurationSeconds,
    askAvailableUntil: ask.availableUntil,
    workloadHash: bid.workloadHash,
  }
  const escrow = escrowOf(terms)
  return { kind: 'Settled', leaseId: leaseId(number), askHash, bidHash, terms, escrow, relayFee: pTokenUnits(0n), relayer, bidNonce: bid.nonce }
}

/** Makes the `LeaseClosed` log for a total of billed seconds. */
export function closedLog(settled: Extract<ChainLogCommand, { kind: 'Settled' }>, { seconds, at }: { seconds: bigint; at: bigint }): ChainLogCommand {
  const { terms, escrow } = settled
  const { pricePerGpuSecond, gpus, feeBps } = terms
  const pay = payOf({ pricePerGpuSecond, gpus, billableSeconds: durationSeconds(seconds) })
  const fee = feeUp({ amount: pay, feeBps })
  const amounts = { pay, renterFee: fee, providerFee: fee, refund: pTokenUnits(escrow - pay - fee) }
  return { kind: 'LeaseClosed', leaseId: settled.leaseId, reason: 1, ...amounts, blockTimestamp: unixSeconds(at) }
}

/** Makes the `LeaseEnded` log of an end without acceptance. It refunds the unbilled amount at once. */
export function endedLog(settled: Extract<ChainLogCommand, { kind: 'Settled' }>, { end, at }: { end: bigint; at: bigint }): ChainLogCommand {
  const { terms, escrow, leaseId } = settled
  const { pricePerGpuSecond, gpus, feeBps } = terms
  const pay = payOf({ pricePerGpuSecond, gpus, billableSeconds: durationSeconds(end - terms.start) })
  const refund = pTokenUnits(escrow - pay - feeUp({ amount: pay, feeBps }))
  return { kind: 'LeaseEnded', leaseId, end: unixSeconds(end), accepted: false, reason: 1, refund, blockTimestamp: unixSeconds(at) }
}

/** Commands at the start of every scene: rules, a block, two nodes with 2 and 4 GPUs, and money for both renters. */
export function openingCommands(): BookCommand[] {
  const facts = { classId: 1, regionId: 1, vramGib: 80 }
  return [
    { kind: 'Upgrade', version: 2, feeBps: bps(25n), relayFee: pTokenUnits(0n) },
    blockAt(1, sceneStart),
    { kind: 'ClassAdded', classId: 1, vramGib: 80, referencePricePerGpuSecond: pTokenUnits(1_000n) },
    { kind: 'RegionAdded', regionId: 1 },
    { kind: 'NodeRegistered', node: smallNode, provider, gpus: 2, ...facts },
    { kind: 'NodeRegistered', node: bigNode, provider: otherProvider, gpus: 4, ...facts, classId: 2 },
    { kind: 'Deposited', account: renter, amount: pTokenUnits(100_000_000n) },
    { kind: 'Deposited', account: otherRenter, amount: pTokenUnits(100_000_000n) },
  ]
}

/** Makes the command of a head block. */
export function blockAt(number: number, timestamp: bigint): BookCommand {
  return { kind: 'Block', number, hash: `0x${digits(number.toString(16), 64)}`, timestamp: unixSeconds(timestamp), final: false }
}
