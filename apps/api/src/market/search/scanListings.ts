import type { ListingSort } from '@infinitio/domain'
import type { ListingQuery } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { allowsAll } from '../rows/allowsAll.ts'
import { type FacetCounts, readyStepOf } from './facetCounts.ts'
import { type FirstOf, firstOf } from './firstOf.ts'
import { givenGpus, laterOf } from '../starts/givenGpus.ts'
import { notIdle } from '../rows/listingColumns.ts'
import type { ListingCursor } from '../rows/listingCursor.ts'
import { type ListingRank, listingRank } from '../rows/listingRank.ts'
import { isCheaper } from '../rows/priceRank.ts'
import { countsForGpus, rowCheck } from './fieldChecks.ts'
import { isPriceOutside, type SearchTerms, searchTerms, skipped } from './searchTerms.ts'
import type { SlotBlock } from '../rows/slotBlocks.ts'

/**
 * The result of a scan: the slots (rows of the index) for one page in their order, the number of all matches, and the number of machines for each choice of a
 * filter.
 */
export type Scanned = {
  readonly slots: readonly number[]
  readonly total: number
  readonly counts: FacetCounts
  /** The filters that a group (nodes with the same class, region and so on) fails, as bits. The index is the number of the group. */
  readonly failed: Uint8Array
  /** The cursor of the next page, or null if this is the last page. */
  readonly next: ListingCursor | null
}

type Asked = {
  readonly now: number
  readonly sort: ListingSort
  readonly cursor: ListingCursor | null
  readonly limit: number
}

/**
 * Searches the index. Reads all nodes that the search finds, and those that it would find if one filter were changed, each once. Before the call, the hour of
 * the index must be set to the hour of `now`.
 */
export function scanListings(index: ListingIndex, query: ListingQuery, { now, sort, cursor, limit }: Asked): Scanned {
  const terms = searchTerms(query, { now, groups: index.groups() })
  const rank = listingRank(index, { sort, terms })
  const first = firstOf(rank, limit)
  const counts: FacetCounts = {
    groups: new Uint32Array(terms.groups.length),
    gpus: new Uint32Array(256),
    ready: new Uint32Array(256),
    prices: new Uint32Array(256),
    cheapest: -1,
    dearest: -1,
  }
  const scan: Scan = { index, query, terms, rank, first, counts, cursor, hasAll: rowCheck(index, query), total: 0, left: 0 }
  for (const block of index.blocks()) {
    const failed = terms.groups[block.group] as number
    if (failed === 0) takeRows(scan, block)
    else if (failed !== skipped) countRows(scan, block)
  }
  const slots = first.sorted()
  const last = slots.at(-1)
  const next = last === undefined || scan.left <= slots.length ? null : rank.cursorAt(last)
  return { slots, total: scan.total, counts, failed: terms.groups, next }
}

type Scan = {
  readonly index: ListingIndex
  readonly query: ListingQuery
  readonly terms: SearchTerms
  readonly rank: ListingRank
  readonly first: FirstOf
  readonly counts: FacetCounts
  readonly cursor: ListingCursor | null
  readonly hasAll: ((slot: number) => boolean) | null
  total: number
  left: number
}

/**
 * Reads the nodes of a group that passes all filters on groups. A node that also passes the other filters is a result. A node is only counted if it fails
 * exactly one of three filters: its free GPUs, its price or its time until ready. With these counts, pages show beside each choice of a filter how many
 * machines that choice would find.
 */
function takeRows(scan: Scan, block: SlotBlock): void {
  const { group, first, count } = block
  const { index, query, terms, counts, hasAll, rank, cursor } = scan
  const columns = index.columns()
  const kind = index.groups()[group]
  const isForGpus = kind !== undefined && countsForGpus(kind, query)
  const { idleGpus, price, priceStep, readySeconds } = columns
  const { minGpus, mostPriceKey, leastPriceKey, mostReadySeconds } = terms
  const runGpus = terms.runGpus[group] as number
  const later = laterOf(terms)
  const isAllowed = later === null && allowsAll(columns, block, terms)
  let least = counts.cheapest < 0 ? Number.POSITIVE_INFINITY : (price[counts.cheapest] as number)
  let most = counts.dearest < 0 ? Number.NEGATIVE_INFINITY : (price[counts.dearest] as number)
  let worst = scan.first.worst()
  for (let slot = first; slot < first + count; slot += 1) {
    const idle = idleGpus[slot] as number
    const given = isAllowed && idle !== notIdle ? idle : givenGpus(index, slot, { terms, later })
    if (given === 0 || given < runGpus) continue
    const own = price[slot] as number
    const hasFew = given < minGpus
    const isOutside = (own >= mostPriceKey || own <= leastPriceKey) && isPriceOutside(index, slot, terms)
    const ready = readySeconds[slot] as number
    const isSlow = ready > mostReadySeconds
    if ((hasFew ? isOutside || isSlow : isOutside && isSlow) || (hasAll !== null && !hasAll(slot))) continue
    if (isForGpus && !isOutside && !isSlow) counts.gpus[given] = (counts.gpus[given] as number) + 1
    if (hasFew) continue
    if (!isOutside) counts.ready[readyStepOf[ready] as number] = (counts.ready[readyStepOf[ready] as number] as number) + 1
    if (isSlow) continue
    const step = priceStep[slot] as number
    counts.prices[step] = (counts.prices[step] as number) + 1
    if (own <= least && (own < least || isCheaper(index, slot, counts.cheapest))) {
      counts.cheapest = slot
      least = own
    }
    if (own >= most && (own > most || isCheaper(index, counts.dearest, slot))) {
      counts.dearest = slot
      most = own
    }
    if (isOutside) continue
    counts.groups[group] = (counts.groups[group] as number) + 1
    scan.total += 1
    const key = rank.keyOf(slot)
    if (cursor !== null && rank.compareToCursor(slot, key, cursor) <= 0) continue
    scan.left += 1
    if (key > worst) continue
    scan.first.offer(slot, key)
    worst = scan.first.worst()
  }
}

/**
 * Counts the nodes of a group that fails exactly one of the filters on groups, such as the class. These nodes are not results of the search. Those that pass
 * all other filters are still counted: pages show beside each choice of a filter how many machines that choice would find.
 */
function countRows(scan: Scan, block: SlotBlock): void {
  const { index, terms, counts, hasAll } = scan
  const { group, first, count } = block
  const columns = index.columns()
  const { idleGpus, price, readySeconds } = columns
  const { minGpus, mostPriceKey, leastPriceKey, mostReadySeconds } = terms
  const runGpus = terms.runGpus[group] as number
  const later = laterOf(terms)
  const isAllowed = later === null && allowsAll(columns, block, terms)
  let matching = 0
  for (let slot = first; slot < first + count; slot += 1) {
    const own = price[slot] as number
    if ((own >= mostPriceKey || own <= leastPriceKey) && isPriceOutside(index, slot, terms)) continue
    if ((readySeconds[slot] as number) > mostReadySeconds) continue
    const idle = idleGpus[slot] as number
    const given = isAllowed && idle !== notIdle ? idle : givenGpus(index, slot, { terms, later })
    if (given === 0 || given < minGpus || given < runGpus) continue
    if (hasAll === null || hasAll(slot)) matching += 1
  }
  counts.groups[group] = (counts.groups[group] as number) + matching
}
