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
  readonly #lists = new Map<number, BidList>()

  /** Lets a bid look at what comes. */
  add(record: BidRecord): void {
    const key = keyOf(record)
    const list = this.#lists.get(key)
    if (list !== undefined) list.add(record)
    else {
      const fresh = newBidList()
      fresh.add(record)
      this.#lists.set(key, fresh)
    }
  }

  /** Takes a bid out. */
  remove(record: BidRecord): void {
    this.#lists.get(keyOf(record))?.remove(record)
  }

  /** The lists with bids that may take a class in a region. */
  listsFor({ classId, regionId }: { classId: number; regionId: number }): BidList[] {
    const found: BidList[] = []
    this.#find(found, placeOf(classId, regionId))
    this.#find(found, placeOf(classId, several))
    this.#find(found, placeOf(several, regionId))
    this.#find(found, placeOf(several, several))
    return found
  }

  /** The price, as a number, that no standing bid for a class in a region is above; minus infinity where there is none. */
  dearestFor({ classId, regionId }: { classId: number; regionId: number }): number {
    if (this.#lists.size === 0) return Number.NEGATIVE_INFINITY
    const inClass = Math.min(this.#firstRank(placeOf(classId, regionId)), this.#firstRank(placeOf(classId, several)))
    return -Math.min(inClass, this.#firstRank(placeOf(several, regionId)), this.#firstRank(placeOf(several, several)))
  }

  #firstRank(place: number): number {
    return this.#lists.get(place)?.firstRank ?? Number.POSITIVE_INFINITY
  }

  #find(found: BidList[], place: number): void {
    const list = this.#lists.get(place)
    if (list !== undefined && list.size > 0) found.push(list)
  }
}

function keyOf({ classMask, regionMask }: BidRecord): number {
  return placeOf(onlyBit(classMask) ?? several, onlyBit(regionMask) ?? several)
}

function placeOf(classId: number, regionId: number): number {
  return classId * (several + 1) + regionId
}
