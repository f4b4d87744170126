import type { ListingQuery } from '@infinitio/domain/wire'
import type { ListingIndex } from './createListingIndex.ts'
import { type FacetCounts, noCounts } from './facetCounts.ts'
import { firstOf } from './firstOf.ts'
import { hasWords } from './hasWords.ts'
import { fails, judgeRow, notBookable, rowTerms, secondsOf } from './judgeRow.ts'
import { isSimulated, type ListingColumns } from './listingColumns.ts'
import type { ListingCursor, ListingSort } from './listingCursor.ts'
import { listingRank } from './listingRank.ts'
import { priceAt } from './priceRank.ts'

/** What a scan gives: the slots of a page in their order, how many match in all, and what each choice would give. */
export type Scanned = {
  readonly slots: readonly number[]
  readonly total: number
  readonly counts: FacetCounts
  /** Where the next page begins; null when this is the last one. */
  readonly next: ListingCursor | null
}

type Asked = { readonly now: number; readonly sort: ListingSort; readonly cursor: ListingCursor | null; readonly limit: number }

const exactBelow = 2 ** 53

/** Looks at every row once. The index must be turned to the hour of `now`. */
export function scanListings(index: ListingIndex, query: ListingQuery, { now, sort, cursor, limit }: Asked): Scanned {
  const columns = index.columns()
  const terms = rowTerms(query, { now })
  const exactPrice = (slot: number) => priceAt(index, slot)
  const rank = listingRank(index, { sort, terms: { minGpus: query.minGpus ?? 1, durationSeconds: query.hours === undefined ? null : terms.seconds } })
  const first = firstOf(rank, limit)
  const counts = noCounts()
  const hasAll = query.q === undefined ? null : hasWords(query.q)
  const cursorKey = cursor === null ? Number.NEGATIVE_INFINITY : rank.lastKey(cursor)
  let worst = first.worst()
  let total = 0
  let left = 0
  for (let slot = 0, size = index.size(); slot < size; slot += 1) {
    const judged = judgeRow(columns, slot, terms, exactPrice)
    if (judged === notBookable) continue
    const failed = judged & 63
    if ((failed & (failed - 1)) !== 0 || (hasAll !== null && !hasAll(index.nodeAt(slot)))) continue
    count(counts, columns, { slot, failed, free: judged >> 6, exactPrice })
    if (failed !== 0) continue
    total += 1
    const key = keyOf(columns, slot, { sort, seconds: terms.seconds, minGpus: terms.minGpus })
    if (cursor !== null && key <= cursorKey && rank.compareToCursor(slot, key, cursor) <= 0) continue
    left += 1
    if (key > worst) continue
    first.offer(slot, key)
    worst = first.worst()
  }
  const slots = first.sorted()
  const last = slots.at(-1)
  return { slots, total, counts, next: last === undefined || left <= slots.length ? null : rank.cursorAt(last) }
}

/** What a row is sorted by, smaller first: as a float, exact below 2^53. */
function keyOf(columns: ListingColumns, slot: number, { sort, seconds, minGpus }: { sort: ListingSort; seconds: number; minGpus: number }): number {
  switch (sort) {
    case 'price':
      return columns.price[slot] as number
    case 'total':
      return (columns.price[slot] as number) * (Math.max(minGpus, columns.minGpus[slot] as number, 1) * secondsOf(columns, slot, seconds))
    case 'vram':
      return -(columns.vramGib[slot] as number)
    case 'newest':
      return -(columns.createdAtMs[slot] as number)
  }
}

type Row = { slot: number; failed: number; free: number; exactPrice: (slot: number) => bigint }

/** Counts a row for each dimension of which it fails no other. */
function count(counts: FacetCounts, columns: ListingColumns, { slot, failed, free, exactPrice }: Row): void {
  const fits = (bit: number) => failed === 0 || failed === bit
  const add = (to: Uint32Array, at: number) => {
    to[at] = (to[at] as number) + 1
  }
  if (fits(fails.class)) add(counts.classes, columns.classId[slot] as number)
  if (fits(fails.region)) add(counts.regions, columns.regionId[slot] as number)
  if (fits(fails.vram)) add(counts.vramGib, columns.vramGib[slot] as number)
  if (fits(fails.gpus)) add(counts.gpus, free)
  if (fits(fails.simulated)) {
    if (((columns.flags[slot] as number) & isSimulated) !== 0) counts.simulated += 1
    else counts.real += 1
  }
  if (!fits(fails.price)) return
  const isCheaper = (one: number, other: number) => {
    const price = columns.price[one] as number
    const difference = price - (columns.price[other] as number)
    return difference === 0 && price >= exactBelow ? exactPrice(one) < exactPrice(other) : difference < 0
  }
  if (counts.cheapest < 0 || isCheaper(slot, counts.cheapest)) counts.cheapest = slot
  if (counts.dearest < 0 || isCheaper(counts.dearest, slot)) counts.dearest = slot
}
