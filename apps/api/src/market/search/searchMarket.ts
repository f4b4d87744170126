import { type Bps, memoryOfRun, parseRun, type Refusal, runNameOf, type SettleTerms, textOfRun, secondsOfQuery } from '@infinitio/domain'
import { type ListingPageWire, type ListingQuery, type RunNeedsWire, usualPageItems } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { cursorText, readCursor } from '../rows/listingCursor.ts'
import { listingOf } from '../rows/listingOf.ts'
import { facetsOf } from './facetCounts.ts'
import { scanListings } from './scanListings.ts'
import { memoryAsked } from './fieldChecks.ts'
import { modelRunOf, startToCome } from './searchTerms.ts'

/**
 * Searches the market. Returns one page of the machines that can be booked now for the requested time, filtered and sorted. Machines that are equal in this
 * order are sorted by their ids. The page also has the number of machines for each value of the filters. Refuses with `api.cursor_invalid` if the cursor was
 * not made for results in this order.
 */
export function searchMarket(
  index: ListingIndex,
  query: ListingQuery,
  { now, feeBps, settleTerms }: { now: number; feeBps: Bps; settleTerms: SettleTerms },
): ListingPageWire | Refusal {
  index.turnTo(Math.floor(now / 3_600))
  const run = modelRunOf(query)
  const sort = query.sort ?? (run === null ? 'price' : 'fit')
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor, sort)
  if (query.cursor !== undefined && cursor === null) return { rejected: 'api.cursor_invalid', detail: 'query.cursor' }
  const { slots, total, counts, failed, next } = scanListings(index, query, { now, sort, cursor, limit: query.limit ?? usualPageItems })
  const durationSeconds = secondsOfQuery(query)
  const startAt = startToCome(query.startHour ?? null, now)
  const asked = { startAt, run, gpus: query.minGpus ?? null, runGib: memoryAsked(query), durationSeconds, forSeconds: query.forSeconds ?? null }
  const quote = { now, ...asked, feeBps, settleTerms }
  return {
    items: slots.map((slot) => index.nodeAt(slot)).flatMap((node) => (node.ask === null ? [] : [listingOf(node, node.ask, quote)])),
    total,
    facets: facetsOf(counts, index, failed),
    nextCursor: next === null ? null : cursorText(next),
    startAt,
    run: query.run === undefined ? null : runNeedsOf(query.run),
    version: index.version(),
  }
}

/** Returns the requirements of the model or program that a query wants to run, or null if the text names none that is known. */
function runNeedsOf(text: string): RunNeedsWire | null {
  const run = parseRun(text)
  if (run === null) return null
  const { task, bits } = 'program' in run ? { task: null, bits: null } : run
  return { run: textOfRun(run), name: runNameOf(run), task, bits, memoryGib: memoryOfRun(run).totalGib }
}
