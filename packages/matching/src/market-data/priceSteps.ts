import { bps, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { StoredAsk } from '../book/storedAsk.ts'
import type { Turn } from '../book/turn.ts'
import { findSlice } from '../search/findSlice.ts'
import { type HourCounts, noHours } from '../book/structures/hourCounts.ts'
import { manySlicesVersion } from '../rules/marketRules.ts'
import { isWithinPrice, type Offer } from '../search/offer.ts'
import type { PastBid } from './bidTape.ts'
import { hoursEverTaken, type PastLease } from './pastCalendar.ts'
import type { AskRecord, BidRecord } from '../book/records.ts'

/** A bid of the past as a record that searches can read, with the context (time and book) of its arrival. */
export type PlayedBid = { readonly past: PastBid; readonly bid: BidRecord; readonly turn: Turn }

/**
 * Leases that an ask would have had at a price: their number, their booked GPU-seconds, and their cost in base units. Whether real leases are included depends
 * on the caller.
 */
export type PriceStep = { readonly pricePerGpuSecond: bigint; readonly leases: number; readonly gpuSeconds: bigint; readonly pay: bigint }

/** The largest number of prices at which past bids are replayed. */
export const mostSteps = 12

type Replay = { readonly record: AskRecord; readonly leases: readonly PastLease[]; readonly now: number }

/**
 * Replays past bids that fitted an ask except perhaps for the price. Does this at the ask's price and at lower ones, highest first. Each lower price is just
 * low enough to win one of the bids. The real leases stay in the calendar, so the results are leases in addition to them. A bid takes from the ask only GPUs
 * that it did not get at all or got at a higher price. Leaves out bids that were filled and that choose machines by value.
 */
export function priceSteps(bids: readonly PlayedBid[], replay: Replay): PriceStep[] {
  const open = bids.filter(({ bid, past }) => !(bid.byValue && past.fills.length > 0))
  return pricesToTry(open, replay.record.price).map((price) => stepAt(price, open, replay))
}

function pricesToTry(bids: readonly PlayedBid[], own: bigint): bigint[] {
  const enough = new Set(bids.map(priceThatWins).filter((price) => price > 0n && price < own))
  const lower = [...enough].sort((one, other) => (one > other ? -1 : 1))
  const most = mostSteps - 1
  return [
    own,
    ...(lower.length <= most ? lower : Array.from({ length: most }, (_, at) => lower[Math.floor((at * (lower.length - 1)) / (most - 1))] as bigint)),
  ]
}

/**
 * Returns the highest ask price that wins a bid: the bid's own price if it lacked GPUs, else one unit below its most expensive fill. At equal
 * prices the older ask would win.
 */
export function priceThatWins({ past: { fills, placed } }: PlayedBid): bigint {
  const { gpus, maxPricePerGpuSecond } = placed.bid
  const got = fills.reduce((sum, fill) => sum + fill.gpus, 0)
  if (got < gpus) return maxPricePerGpuSecond
  const dearest = fills.reduce((most, fill) => (fill.pricePerGpuSecond > most ? fill.pricePerGpuSecond : most), 0n)
  return dearest - 1n
}

/** Replays bids in their order against an ask at one price. Real leases remain in the calendar. */
export function stepAt(price: bigint, bids: readonly PlayedBid[], { record, leases, now }: Replay): PriceStep {
  const taken = hoursEverTaken(leases)
  const ask = replayedAsk(record, { taken, now, price })
  let [count, gpuSeconds] = [0, 0n]
  for (const { past, bid, turn } of bids) {
    if (!isWithinPrice(bid, ask)) continue
    const gpus = gpusLeft(past, price)
    if (gpus < bid.minSlice) continue
    const slices = takeSlices({ turn, bid, ask, taken, gpus })
    const got = slices.reduce((sum, slice) => sum + slice.gpus, 0)
    if (bid.isWhole && !isWhole({ past, bid, got, gpus })) {
      for (const slice of slices) taken.change(slice, -slice.gpus)
      continue
    }
    count += slices.length
    gpuSeconds += BigInt(got) * past.placed.bid.durationSeconds
  }
  return { pricePerGpuSecond: price, leases: count, gpuSeconds, pay: gpuSeconds * price }
}

/**
 * Takes slices of an ask for a bid (each becomes one lease), one after another, as many as the ask can give. Before version 6 of the rules, a whole bid got
 * only one slice.
 */
function takeSlices({ turn, bid, ask, taken, gpus }: { turn: Turn; bid: BidRecord; ask: AskRecord; taken: HourCounts; gpus: number }): Offer[] {
  const slices: Offer[] = []
  const inSlices = turn.book.version >= manySlicesVersion
  for (let left = gpus; left >= bid.minSlice; ) {
    const slice = findSlice(turn, bid, ask, { gpus: left, affordable: left, planned: null, start: null, inSlices: inSlices && bid.isWhole })
    if (slice === null) break
    taken.change(slice, slice.gpus)
    slices.push(slice)
    left -= slice.gpus
    if (bid.isWhole && !inSlices) break
  }
  return slices
}

/** Counts the GPUs of a bid that it did not get, or got at a higher price. */
function gpusLeft({ fills, placed }: PastBid, price: bigint): number {
  return fills.reduce((left, fill) => (fill.pricePerGpuSecond <= price ? left - fill.gpus : left), placed.bid.gpus)
}

/** Returns true if the bid got enough: all wanted GPUs, or any number if it already has fills and is not a cluster. */
function isWhole({ past, bid, got, gpus }: { past: PastBid; bid: BidRecord; got: number; gpus: number }): boolean {
  return got === gpus || (past.fills.length > 0 && !bid.isCluster)
}

const farSeconds = 2n ** 40n - 1n
/** The market fee for which a replayed ask is prepared: the highest possible, so that the ask's fee limit is compared with the fee of each replayed bid. */
const anyFee = bps(10_000n)

/**
 * Returns a copy of an ask outside the book. Its node is reachable; the hours in `taken` are leased and none are reserved. `price` replaces the price. If `until`
 * is given, the ask never ends. An ask that is open `now` counts as open at all earlier times.
 */
export function replayedAsk(
  { placed, node, seq, from }: AskRecord,
  { taken, now, price, until }: { taken: HourCounts; now: number; price?: bigint; until?: number },
): AskRecord {
  const ask = {
    ...placed.ask,
    pricePerGpuSecond: price === undefined ? placed.ask.pricePerGpuSecond : pTokenUnits(price),
    availableFrom: from <= now ? unixSeconds(0n) : placed.ask.availableFrom,
    availableUntil: until === undefined ? placed.ask.availableUntil : unixSeconds(farSeconds),
  }
  const reachable = { ...node, isHidden: false, leased: taken, reserved: noHours }
  return new StoredAsk({ ...placed, ask }, { node: reachable, seq, feeBps: anyFee })
}
