import type { BidRecord } from './bidRecord.ts'
import { Needs } from './needs.ts'
import { onlyBit } from './onlyBit.ts'
import { type Edges, RankedList } from './rankedList.ts'

/** In place of a class or region: the bid takes several. */
const several = 256

/** Bids of one list, with what each chunk of them wants at least. */
export type BidList = RankedList<BidRecord, Needs>

const needs: Edges<BidRecord, Needs> = {
  ofNone: () => new Needs(),
  widen: (edge, record) => edge.take(record),
}

/** A list with no bid in it. */
export function newBidList(): BidList {
  return new RankedList(needs)
}

/**
 * The bids that stand, dearest first, then oldest. One that takes one class and one region is in the list of these, others in a list for all
 * classes, all regions, or both; one that names a node stands with the node.
 */
export class StandingBids {
  /** All that stand, those that name a node included. */
  count = 0
  /** By class, then by region; `several` stands in each for all. Numbers of a catalogue are below that, so these are arrays that are looked into, not searched. */
  readonly #lists: (BidList | undefined)[][] = []

  /** Lets a bid look at what comes. */
  add(record: BidRecord): void {
    this.#listOf(record).add(record)
  }

  /** Takes a bid out. */
  remove(record: BidRecord): void {
    this.#listOf(record).remove(record)
  }

  /** The lists with bids that may take a class in a region. */
  listsFor({ classId, regionId }: { classId: number; regionId: number }): BidList[] {
    const [ofClass, ofAll] = [this.#lists[classId], this.#lists[several]]
    const lists = [ofClass?.[regionId], ofClass?.[several], ofAll?.[regionId], ofAll?.[several]]
    return lists.filter((list) => list !== undefined && list.size > 0) as BidList[]
  }

  /** The price, as a number, that no standing bid for a class in a region is above; minus infinity where there is none. */
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

/** Of the bids of a class, or of all classes, the rank of the first that may take a region. */
function firstRank(lists: readonly (BidList | undefined)[] | undefined, regionId: number): number {
  if (lists === undefined) return Number.POSITIVE_INFINITY
  return Math.min(lists[regionId]?.firstRank ?? Number.POSITIVE_INFINITY, lists[several]?.firstRank ?? Number.POSITIVE_INFINITY)
}
