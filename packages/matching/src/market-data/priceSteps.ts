import type { AskRecord } from '../book/askRecord.ts'
import type { Turn } from '../book/turn.ts'
import { findSlice } from '../search/findSlice.ts'
import type { HourCounts } from '../book/hourCounts.ts'
import { manySlicesVersion } from '../rules/marketRules.ts'
import { isWithinPrice, type Offer } from '../search/offer.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import type { PastBid } from './bidTape.ts'
import { hoursEverTaken, type PastLease } from './pastCalendar.ts'
import { replayedAsk } from './replayedAsk.ts'

/** A past bid as searches read it, at the turn in which it came. */
export type PlayedBid = { readonly past: PastBid; readonly bid: BidRecord; readonly turn: Turn }

/** What an ask would have been hired for at a price besides what it was: leases, their GPU-seconds as booked, and what these cost. Base units. */
export type PriceStep = { readonly pricePerGpuSecond: bigint; readonly leases: number; readonly gpuSeconds: bigint; readonly pay: bigint }

/** Prices that are tried at most. */
export const mostSteps = 12

type Replay = { readonly record: AskRecord; readonly leases: readonly PastLease[]; readonly now: number }

/**
 * Replays the bids that met all but the price against the ask at its own price and at lower ones, dearest first: each just low enough for one bid more. The hours that were leased in fact
 * stay leased, so that what is told comes on top. A bid takes of the ask what it did not get, or got dearer; one that ranks by value and got something elsewhere is left out.
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

/** The highest price that gets a bid: its own where it went without, else one unit less than the dearest it paid. At one price the older ask comes first. */
function priceThatWins({ past: { fills, placed } }: PlayedBid): bigint {
  const { gpus, maxPricePerGpuSecond } = placed.bid
  const got = fills.reduce((sum, fill) => sum + fill.gpus, 0)
  if (got < gpus) return maxPricePerGpuSecond
  const dearest = fills.reduce((most, fill) => (fill.pricePerGpuSecond > most ? fill.pricePerGpuSecond : most), 0n)
  return dearest - 1n
}

function stepAt(price: bigint, bids: readonly PlayedBid[], { record, leases, now }: Replay): PriceStep {
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

/** Takes as many slices of an ask as it gives a bid, one after the other. Before version 6 of the rules it gave a whole bid one. */
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

/** GPUs of a bid that it did not get, or got dearer. */
function gpusLeft({ fills, placed }: PastBid, price: bigint): number {
  return fills.reduce((left, fill) => (fill.pricePerGpuSecond <= price ? left - fill.gpus : left), placed.bid.gpus)
}

/** A bid that takes all or nothing gets the rest of what it got before; one that got nothing, and a cluster, has to get all of it here. */
function isWhole({ past, bid, got, gpus }: { past: PastBid; bid: BidRecord; got: number; gpus: number }): boolean {
  return got === gpus || (past.fills.length > 0 && !bid.isCluster)
}
