import { Needs } from './structures/needs.ts'
import { type Edges, RankedList } from './structures/rankedList.ts'
import type { NumberKey } from './structures/numberOf.ts'
import type { BidRecord } from './records.ts'

/** The index in the array of lists for bids that take several classes or several regions. */
const several = 256

/** A list of resting bids. Each chunk (part) of the list stores the smallest values that its bids want. */
export type BidList = RankedList<BidRecord, Needs>

const needs: Edges<BidRecord, Needs> = {
  ofNone: () => new Needs(),
  widen: (edge, record) => edge.take(record),
}

/** Makes an empty list of bids. */
export function newBidList(): BidList {
  return new RankedList(needs)
}

/**
 * The resting bids that can take more GPUs, in lists by highest price, then age. A bid for one class and one region has a list of its class and region. Other
 * bids are in lists for several classes, several regions, or both. A bid for one node is in the node's list.
 */
export class StandingBids {
  /** The number of all resting bids that can take more GPUs, including the bids for a single node. */
  count = 0
  /**
   * The lists: the first index is the number of the class, the second the number of the region. The index `several`, which is larger than each such number, has
   * the bids that take several classes or regions.
   */
  readonly #lists: (BidList | undefined)[][] = []

  /** Adds a bid, so that new capacity is offered to it. */
  add(record: BidRecord): void {
    this.#listOf(record).add(record)
  }

  /** Removes a bid. */
  remove(record: BidRecord): void {
    this.#listOf(record).remove(record)
  }

  /**
   * Returns the lists with resting bids that may accept a GPU class in a region: bids for only this class or for several, and for only this region or for
   * several.
   */
  listsFor({ classId, regionId }: { classId: number; regionId: number }): BidList[] {
    const [ofClass, ofAll] = [this.#lists[classId], this.#lists[several]]
    const lists = [ofClass?.[regionId], ofClass?.[several], ofAll?.[regionId], ofAll?.[several]]
    return lists.filter((list) => list !== undefined && list.size > 0) as BidList[]
  }

  /** Returns the highest price of the resting bids that may accept a class in a region, as a number; minus infinity when there are none. */
  dearestFor({ classId, regionId }: { classId: number; regionId: number }): number {
    return -Math.min(firstRank(this.#lists[classId], regionId), firstRank(this.#lists[several], regionId))
  }

  #listOf({ classMask, regionMask }: BidRecord): BidList {
    const [classId, regionId] = [onlyBit(classMask) ?? several, onlyBit(regionMask) ?? several]
    this.#lists[classId] ??= []
    const lists = this.#lists[classId]
    lists[regionId] ??= newBidList()
    return lists[regionId]
  }
}

/**
 * Returns the lowest rank (highest price) of the bids in these lists that may take a region; infinity if there is no such bid. The lists are those of one
 * class, or those of bids that take several classes.
 */
function firstRank(lists: readonly (BidList | undefined)[] | undefined, regionId: number): number {
  if (lists === undefined) return Number.POSITIVE_INFINITY
  return Math.min(lists[regionId]?.firstRank ?? Number.POSITIVE_INFINITY, lists[several]?.firstRank ?? Number.POSITIVE_INFINITY)
}

/** Returns the index of the only set bit of a mask, or null if no bit or several bits are set. */
function onlyBit(mask: NumberKey): number | null {
  if (typeof mask === 'number' && mask < 2 ** 31) return mask > 0 && (mask & (mask - 1)) === 0 ? 31 - Math.clz32(mask) : null
  let rest = BigInt(mask)
  if ((rest & (rest - 1n)) !== 0n) return null
  let bit = 0
  for (; rest > 0xffff_ffffn; rest >>= 32n) bit += 32
  return bit + 31 - Math.clz32(Number(rest))
}
