import type { ListingSort } from '@infinitio/domain'
import { fitKey, fitKeyNumber, gpusForMemory, type ModelRun } from '@infinitio/domain'
import type { ListingIndex } from '../createListingIndex.ts'
import type { ListingColumns } from './listingColumns.ts'
import type { ListingCursor } from './listingCursor.ts'
import { fitReader, type FitReader } from './fitReader.ts'
import { priceAt } from './priceRank.ts'

/** A float represents every whole number of base units below this number exactly. */
export const exactBelow = 2 ** 53
/**
 * Sort keys are floats that are rounded from exact numbers. If the relative difference of two keys is smaller than this, rounding may have changed their order,
 * so the exact numbers must be compared.
 */
const near = 2 ** -50
/** Like `near`, but for sorting by `fit`. There the keys are logarithms, which are less precise, so the limit is larger. */
const nearFit = 2 ** -40
/** Prices are multiplied by this number before they are divided by performance. It is so large that rounding down loses less than the precision of a float. */
const valueScale = 2 ** 70
/** The value of a machine whose performance is not known. It is larger than every real value, so that these machines come last. */
const noValue = 10n ** 52n

/**
 * Describes the lease for which listings are compared.
 * - The sort `total` compares the lease's total cost. The lease has at least `minGpus` GPUs, and enough GPUs to have `runGib` of memory together. It lasts
 * `seconds`; 0 means the default duration of the ask. If `forSeconds` is above 0, the renter ends the lease after that time. Then the cost includes the notice
 * period, but it is never more than the cost of the whole lease.
 * - The sort `fit` compares how well machines run the model `run`. If `run` is null, it compares the price of all GPUs.
 */
export type RankTerms = {
  readonly minGpus: number
  readonly seconds: number
  readonly runGib: number
  readonly forSeconds: number
  readonly run: ModelRun | null
}

/**
 * Defines the order of search results. Compares the sort keys (floats, smaller first). If two keys are too close, compares the exact numbers. If these are
 * equal, the cheaper machine comes first (when sorting by memory, value, reliability, tier or time until ready), and finally the smaller node id.
 */
export type ListingRank = {
  /** Returns the key by which the listing in a slot (a row of the index) is sorted. */
  keyOf(slot: number): number
  /**
   * Compares the listings in two slots (rows of the index). Returns a negative number if the first listing comes before the second. Never returns 0 for two
   * nodes. The keys must come from `keyOf`.
   */
  compare(slot: number, key: number, otherSlot: number, otherKey: number): number
  /** Compares the listing in a slot (a row of the index) with the last listing of the previous page, in the same way as `compare`. */
  compareToCursor(slot: number, key: number, cursor: ListingCursor): number
  /** Returns the cursor of the page that begins after the listing in this slot. */
  cursorAt(slot: number): ListingCursor
}

/** Creates the order of search results. It compares floats if they are far enough apart, otherwise the exact numbers. */
export function listingRank(index: ListingIndex, { sort, terms }: { sort: ListingSort; terms: RankTerms }): ListingRank {
  const { price, idKey } = index.columns()
  const fits = sort === 'fit' ? fitReader(terms.run) : null
  const isExact = sort !== 'value' && sort !== 'fit'
  const isClear = (one: number, other: number) => differs(one, other, isExact || sort === 'value' ? near : nearFit)
  const exactKey = (slot: number): bigint => exactKeyOf(index, slot, { sort, terms, fits })
  const isDownwards = sort === 'vram' || sort === 'newest' || sort === 'reliability' || sort === 'tier'
  const breaksByPrice = sort !== 'newest' && sort !== 'price' && sort !== 'total' && sort !== 'fit'
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
    keyOf: keyReader(index, { sort, terms, fits }),
    compare(slot, key, otherSlot, otherKey) {
      if (isDownwards || (isExact && key < exactBelow && otherKey < exactBelow)) {
        if (key !== otherKey) return key - otherKey
      } else if (isClear(key, otherKey)) return key - otherKey
      else {
        const exact = order(exactKey(slot), exactKey(otherSlot))
        if (exact !== 0) return exact
      }
      return (breaksByPrice ? comparePrices(slot, otherSlot) : 0) || compareNodes(slot, otherSlot)
    },
    compareToCursor(slot, key, cursor) {
      const cursorKey = sort === 'fit' ? fitKeyNumber(cursor.key) : sign * Number(cursor.key)
      if (isClear(key, cursorKey)) return key - cursorKey
      const exact = sign * order(exactKey(slot), cursor.key) || (breaksByPrice ? order(priceAt(index, slot), cursor.price) : 0)
      if (exact !== 0) return exact
      const { node } = index.nodeAt(slot)
      return node < cursor.node ? -1 : node > cursor.node ? 1 : 0
    },
    cursorAt: (slot) => ({ sort, key: exactKey(slot), price: priceAt(index, slot), node: index.nodeAt(slot).node }),
  }
}

type Ranked = { readonly sort: ListingSort; readonly terms: RankTerms; readonly fits: FitReader | null }

function keyReader(index: ListingIndex, { sort, terms, fits }: Ranked): (slot: number) => number {
  const { price, createdAtMs, minGpus, vramGib, performance, readySeconds, reliabilityBps, tier } = index.columns()
  const gpusOf = (slot: number) => Math.max(terms.minGpus, minGpus[slot] as number, gpusFor(terms, vramGib[slot] as number))
  switch (sort) {
    case 'price':
      return (slot) => price[slot] as number
    case 'total':
      return (slot) => (price[slot] as number) * (gpusOf(slot) * secondsOf(index.columns(), slot, terms))
    case 'fit':
      return (slot) => fits?.number(index.nodeAt(slot), { gpus: gpusOf(slot), price: price[slot] as number }) ?? 0
    case 'value':
      return (slot) => (performance[slot] === 0 ? Number(noValue) : ((price[slot] as number) * valueScale) / (performance[slot] as number))
    case 'vram':
      return (slot) => -(vramGib[slot] as number)
    case 'newest':
      return (slot) => -(createdAtMs[slot] as number)
    case 'reliability':
      return (slot) => -(reliabilityBps[slot] as number)
    case 'tier':
      return (slot) => -(tier[slot] as number)
    case 'ready':
      return (slot) => readySeconds[slot] as number
  }
}

function exactKeyOf(index: ListingIndex, slot: number, { sort, terms, fits }: Ranked): bigint {
  const node = index.nodeAt(slot)
  const { ask, vramGib } = node
  if (ask === null) return 0n
  const gpus = Math.max(terms.minGpus, ask.wire.minGpus, gpusFor(terms, vramGib))
  switch (sort) {
    case 'price':
      return ask.ask.pricePerGpuSecond
    case 'total':
      return ask.ask.pricePerGpuSecond * BigInt(gpus) * BigInt(secondsOf(index.columns(), slot, terms))
    case 'fit':
      return fits === null ? 0n : fitKey(fits.place(node, gpus), ask.ask.pricePerGpuSecond * BigInt(gpus))
    case 'value':
      return priceOfWork(ask.ask.pricePerGpuSecond, index.columns().performance[slot] as number)
    case 'vram':
      return BigInt(vramGib)
    case 'newest':
      return BigInt(ask.createdAtMs)
    case 'reliability':
      return BigInt(index.columns().reliabilityBps[slot] as number)
    case 'tier':
      return BigInt(index.columns().tier[slot] as number)
    case 'ready':
      return BigInt(index.columns().readySeconds[slot] as number)
  }
}

/**
 * Returns the price per GPU-second divided by the performance of the GPU, in units of 2⁻⁷⁰, rounded down. A GPU of unknown performance gets `noValue`, so it
 * comes last.
 */
function priceOfWork(price: bigint, performance: number): bigint {
  return performance === 0 ? noValue : (price * BigInt(valueScale)) / BigInt(performance)
}

function gpusFor({ runGib }: RankTerms, vramGib: number): number {
  return runGib === 0 ? 1 : (gpusForMemory({ totalGib: runGib, vramGib }) ?? 1)
}

/** Returns for how many seconds a lease with these terms would be billed on the machine in row `slot` of the index. */
function secondsOf({ usualSeconds, noticeSeconds }: ListingColumns, slot: number, { seconds, forSeconds }: RankTerms): number {
  const length = seconds === 0 ? (usualSeconds[slot] as number) : seconds
  return forSeconds === 0 ? length : Math.min(length, forSeconds + (noticeSeconds[slot] as number))
}

function differs(one: number, other: number, share: number): boolean {
  return Math.abs(one - other) > share * Math.max(Math.abs(one), Math.abs(other))
}

function order(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}
