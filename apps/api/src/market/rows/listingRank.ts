import { gpusForMemory } from '@infinitio/domain'
import type { ListingIndex } from '../createListingIndex.ts'
import type { ListingColumns } from './listingColumns.ts'
import type { ListingCursor, ListingSort } from './listingCursor.ts'
import { priceAt } from './priceRank.ts'

/** Up to here a number of base units is exact as a float. */
export const exactBelow = 2 ** 53
/** Floats that differ by less than this share may stand for numbers in the other order. */
const near = 2 ** -50
/** Large enough that what is rounded away is below what a float tells apart. */
const valueScale = 2 ** 70
/** The value of a machine without a data sheet: above any price that 96 bits hold. */
const noValue = 10n ** 52n

/**
 * The lease whose cost `total` compares: at least so many GPUs, as many as have `runGib` together, for so many seconds; 0: as the ask allows. With
 * `forSeconds` above 0 the renter ends it after so many seconds, which costs the notice too, but no more than the whole lease.
 */
export type RankTerms = { readonly minGpus: number; readonly seconds: number; readonly runGib: number; readonly forSeconds: number }

/** The order of a search: by key (a float, smaller first), then exactly, then by price where the key is memory, value or time until ready, then by node. */
export type ListingRank = {
  /** What a slot is sorted by. */
  keyOf(slot: number): number
  /** Negative when the first comes before the second; never 0 for two nodes. Keys are `keyOf` of the slots. */
  compare(slot: number, key: number, otherSlot: number, otherKey: number): number
  /** As `compare`, against where the last page ended. */
  compareToCursor(slot: number, key: number, cursor: ListingCursor): number
  /** Where a page that ends with this slot ends. */
  cursorAt(slot: number): ListingCursor
}

/** Makes the order. Floats decide where they can; where two are too near, the numbers themselves. */
export function listingRank(index: ListingIndex, { sort, terms }: { sort: ListingSort; terms: RankTerms }): ListingRank {
  const { price, idKey } = index.columns()
  const exactKey = (slot: number): bigint => exactKeyOf(index, slot, { sort, terms })
  const isDownwards = sort === 'vram' || sort === 'newest'
  const breaksByPrice = sort === 'vram' || sort === 'value' || sort === 'ready'
  const sign = isDownwards ? -1 : 1

  function comparePrices(slot: number, other: number): number {
    const difference = (price[slot] as number) - (price[other] as number)
    if (difference !== 0 || (price[slot] as number) < exactBelow) return difference
    return order(priceAt(index, slot), priceAt(index, other))
  }

  function compareNodes(slot: number, other: number): number {
    const difference = (idKey[slot] as number) - (idKey[other] as number)
    if (difference !== 0) return difference
    return index.nodeAt(slot).node < index.nodeAt(other).node ? -1 : 1
  }

  return {
    keyOf: keyReader(index, { sort, terms }),
    compare(slot, key, otherSlot, otherKey) {
      if (isDownwards || (sort !== 'value' && key < exactBelow && otherKey < exactBelow)) {
        if (key !== otherKey) return key - otherKey
      } else if (isClear(key, otherKey)) return key - otherKey
      else {
        const exact = order(exactKey(slot), exactKey(otherSlot))
        if (exact !== 0) return exact
      }
      return (breaksByPrice ? comparePrices(slot, otherSlot) : 0) || compareNodes(slot, otherSlot)
    },
    compareToCursor(slot, key, cursor) {
      const cursorKey = sign * Number(cursor.key)
      if (isClear(key, cursorKey)) return key - cursorKey
      const exact = sign * order(exactKey(slot), cursor.key) || (breaksByPrice ? order(priceAt(index, slot), cursor.price) : 0)
      if (exact !== 0) return exact
      const { node } = index.nodeAt(slot)
      return node < cursor.node ? -1 : node > cursor.node ? 1 : 0
    },
    cursorAt: (slot) => ({ sort, key: exactKey(slot), price: priceAt(index, slot), node: index.nodeAt(slot).node }),
  }
}

function keyReader(index: ListingIndex, { sort, terms }: { sort: ListingSort; terms: RankTerms }): (slot: number) => number {
  const { price, createdAtMs, minGpus, vramGib, performance, readySeconds } = index.columns()
  switch (sort) {
    case 'price':
      return (slot) => price[slot] as number
    case 'total':
      return (slot) =>
        (price[slot] as number) *
        (Math.max(terms.minGpus, minGpus[slot] as number, gpusFor(terms, vramGib[slot] as number)) * secondsOf(index.columns(), slot, terms))
    case 'value':
      return (slot) => (performance[slot] === 0 ? Number(noValue) : ((price[slot] as number) * valueScale) / (performance[slot] as number))
    case 'vram':
      return (slot) => -(vramGib[slot] as number)
    case 'newest':
      return (slot) => -(createdAtMs[slot] as number)
    case 'ready':
      return (slot) => readySeconds[slot] as number
  }
}

function exactKeyOf(index: ListingIndex, slot: number, { sort, terms }: { sort: ListingSort; terms: RankTerms }): bigint {
  const { ask, vramGib } = index.nodeAt(slot)
  if (ask === null) return 0n
  switch (sort) {
    case 'price':
      return ask.ask.pricePerGpuSecond
    case 'total':
      return (
        ask.ask.pricePerGpuSecond *
        BigInt(Math.max(terms.minGpus, ask.wire.minGpus, gpusFor(terms, vramGib))) *
        BigInt(secondsOf(index.columns(), slot, terms))
      )
    case 'value':
      return priceOfWork(ask.ask.pricePerGpuSecond, index.columns().performance[slot] as number)
    case 'vram':
      return BigInt(vramGib)
    case 'newest':
      return BigInt(ask.createdAtMs)
    case 'ready':
      return BigInt(index.columns().readySeconds[slot] as number)
  }
}

/** Price per GPU-second for a unit of performance, in parts of 2⁻⁷⁰, rounded down; one without a data sheet comes after all others. */
function priceOfWork(price: bigint, performance: number): bigint {
  return performance === 0 ? noValue : (price * BigInt(valueScale)) / BigInt(performance)
}

function gpusFor({ runGib }: RankTerms, vramGib: number): number {
  return runGib === 0 ? 1 : (gpusForMemory({ totalGib: runGib, vramGib }) ?? 1)
}

/** Seconds that a lease of a row would bill. */
function secondsOf({ usualSeconds, noticeSeconds }: ListingColumns, slot: number, { seconds, forSeconds }: RankTerms): number {
  const length = seconds === 0 ? (usualSeconds[slot] as number) : seconds
  return forSeconds === 0 ? length : Math.min(length, forSeconds + (noticeSeconds[slot] as number))
}

function isClear(one: number, other: number): boolean {
  return Math.abs(one - other) > near * Math.max(Math.abs(one), Math.abs(other))
}

function order(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}
