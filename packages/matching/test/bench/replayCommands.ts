import {
  type Ask,
  type Bid,
  bps,
  durationSeconds,
  engineExecutor,
  hex32,
  nodeId,
  pTokenUnits,
  timeInForce,
  unixSeconds,
  workloadHash,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import type { ApiCommand, ChainLogCommand } from '../../src/index.ts'
import { accountOfTrader, hashOfOrder, numberIn, type ReplayNames } from './replayNames.ts'
import type { ReplayRow } from './replayRows.ts'

type NewRow = Extract<ReplayRow, { type: 'ask_new' | 'bid_new' }>

/**
 * The factor for a price of 1e-6 USD per GPU-hour: base units (1e-18) per GPU-second, rounded to the nearest. Bids and asks both use it, so equal prices stay
 * equal.
 */
export const unitsPerMicroUsd = 277_777_778n

const daySeconds = 86_400n
const allBits = 2n ** 256n - 1n
const endOfTime = 2n ** 40n - 1n
/** The largest number of GPUs on one node. A larger bid takes slices of at least `leastSlice`. */
const mostOnOneNode = 8
const leastSlice = 4

/** Makes the node of a replay's ask. Each ask has its own node. */
export function nodeCommand(row: NewRow, names: ReplayNames): Extract<ChainLogCommand, { kind: 'NodeRegistered' }> {
  return {
    kind: 'NodeRegistered',
    node: nodeId(hashOfOrder(names, row.orderId)),
    provider: accountOfTrader(names, row.traderId),
    classId: numberIn(names.classes, row.gpuClass),
    regionId: numberIn(names.regions, row.region),
    vramGib: row.minVramGib,
    gpus: row.gpus,
  }
}

/** Makes an ask from a row: all GPUs of its node, for the row's hours × 24 h. */
export function askCommand(row: NewRow, names: ReplayNames, now: bigint): Extract<ApiCommand, { kind: 'PlaceAsk' }> {
  // The ask ends 120 s later than in the row, because our rules leave 120 s between a match and the start of its lease. The rows have no such time.
  const until = now + BigInt(row.hours) * daySeconds + 120n
  const ask: Ask = {
    provider: accountOfTrader(names, row.traderId),
    node: nodeId(hashOfOrder(names, row.orderId)),
    pricePerGpuSecond: priceOf(row),
    minGpus: 1,
    maxGpus: row.gpus,
    minDurationSeconds: durationSeconds(1n),
    maxDurationSeconds: durationSeconds(28n * daySeconds),
    availableFrom: unixSeconds(0n),
    availableUntil: unixSeconds(until),
    maxFeeBps: bps(100n),
    noticeSeconds: durationSeconds(0n),
    trialSeconds: durationSeconds(0n),
    privateRenter: zeroAddress,
    transferable: false,
    executor: engineExecutor,
    nonce: BigInt(names.orders.size),
    expiry: unixSeconds(until + 60n),
  }
  return { kind: 'PlaceAsk', ask, signature: '0x', orderHash: hashOfOrder(names, row.orderId) }
}

/** Returns true if a bid needs more GPUs than one node has. Such a bid takes slices in one region. */
export function isSplit({ gpus }: { gpus: number }): boolean {
  return gpus > mostOnOneNode
}

/** Makes a bid from a row: up to 8 GPUs on one node, more in slices of at least 4. A FOK bid over several nodes is a cluster. */
export function bidCommand(
  row: NewRow,
  { names, now, nonce }: { names: ReplayNames; now: bigint; nonce: bigint },
): Extract<ApiCommand, { kind: 'PlaceBid' }> {
  const bid: Bid = {
    renter: accountOfTrader(names, row.traderId),
    classMask: row.gpuClass === 'any' ? allBits : maskOf(numberIn(names.classes, row.gpuClass)),
    regionMask: row.region === 'any' ? allBits : maskOf(numberIn(names.regions, row.region)),
    minVramGib: row.minVramGib,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node: nodeId(zeroHex32),
    gpus: row.gpus,
    minGpusPerNode: isSplit(row) ? leastSlice : row.gpus,
    allOrNothing: row.timeInForce === 'fok',
    cluster: isSplit(row) && row.timeInForce === 'fok',
    durationSeconds: durationSeconds(BigInt(row.hours) * 3_600n),
    startFrom: unixSeconds(0n),
    startUntil: unixSeconds(endOfTime),
    maxPricePerGpuSecond: priceOf(row),
    maxRelayFee: pTokenUnits(0n),
    timeInForce: timeInForce[row.timeInForce],
    workloadHash: workloadHash(hex32(`0x${'ab'.repeat(32)}`)),
    maxFeeBps: bps(100n),
    executor: engineExecutor,
    nonce,
    expiry: unixSeconds(now + 7n * daySeconds),
  }
  return { kind: 'PlaceBid', bid, signature: '0x', orderHash: hashOfOrder(names, row.orderId) }
}

function priceOf({ microUsdPerGpuHour }: NewRow) {
  return pTokenUnits(BigInt(microUsdPerGpuHour) * unitsPerMicroUsd)
}

function maskOf(bit: number): bigint {
  return 1n << BigInt(bit)
}
