import { type Bps, gpusForMemory, type SettleTerms, secondsOfQuery } from '@infinitio/domain'
import type { StartsQuery, StartsWire } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { firstOf } from '../search/firstOf.ts'
import { firstStart, lastStart, type WantedStart } from './firstStart.ts'
import type { ListingColumns } from '../rows/listingColumns.ts'
import { listingOf } from '../rows/listingOf.ts'
import { listingRank } from '../rows/listingRank.ts'
import type { MarketNode } from '../machines/marketNode.ts'
import { priceAt } from '../rows/priceRank.ts'
import { memoryAsked, rowCheck } from '../search/fieldChecks.ts'
import { scanListings } from '../search/scanListings.ts'
import { isPriceOutside, modelRunOf, type SearchTerms, searchTerms } from '../search/searchTerms.ts'

/** The most calendars of nodes that are read for one answer. The calendars of the cheapest machines are read. */
export const mostCalendars = 64
/** Other starts are searched up to this many hours before and after the requested start. */
export const mostHoursLater = 7 * 24
/** A start is suggested only if it is at least this much cheaper, in basis points (1 %). */
const leastCheaperBps = 100n

type Priced = { readonly slot: number; readonly price: bigint }
type Start = Priced & { readonly startHour: number }

/**
 * Returns other start times at which a search finds a machine that is at least 1 % cheaper than at the requested start. If it finds no machine at the requested
 * start, returns start times with any machine. Returns at most three: the nearest earlier start, the soonest later start and the cheapest later start. To limit
 * the work in a large market, reads only the calendars of the 64 cheapest machines.
 */
export function laterStarts(
  index: ListingIndex,
  query: StartsQuery,
  { now, feeBps, settleTerms }: { now: number; feeBps: Bps; settleTerms: SettleTerms },
): StartsWire {
  index.turnTo(Math.floor(now / 3_600))
  const [slot] = scanListings(index, query, { now, sort: 'price', cursor: null, limit: 1 }).slots
  const cheapest = slot === undefined ? null : priceAt(index, slot)
  const askedHour = Math.max(query.startHour ?? 0, Math.floor(now / 3_600))
  const durationSeconds = secondsOfQuery(query)
  const runGib = memoryAsked(query)
  const later = { now, durationSeconds, fromHour: askedHour + 1, hours: mostHoursLater }
  const earliest = Math.max(Math.floor(now / 3_600) + 1, askedHour - mostHoursLater)
  const earlier = { now, durationSeconds, fromHour: earliest, hours: askedHour - earliest }
  const minGpusOf = ({ vramGib }: MarketNode) => Math.max(query.minGpus ?? 0, gpusForMemory({ totalGib: runGib, vramGib }) ?? 0)
  // If the search found a machine with a GPU, do not suggest a machine without one as the cheaper choice, unless the query names classes.
  const isForGpu = slot !== undefined && index.nodeAt(slot).vramGib > 0 && query.class === undefined
  const rows = cheapestRows(index, query, { now, under: cheapest }).filter((row) => !isForGpu || index.nodeAt(row.slot).vramGib > 0)
  const startsBy = (find: typeof firstStart, span: Omit<WantedStart, 'minGpus'>) =>
    rows.flatMap((row): Start[] => {
      const node = index.nodeAt(row.slot)
      const startHour = find(node, { ...span, minGpus: minGpusOf(node) })
      return startHour === null ? [] : [{ ...row, startHour }]
    })
  const found = [...latest(startsBy(lastStart, earlier)), ...soonestAndCheapest(startsBy(firstStart, later))]
  return {
    items: found.flatMap(({ startHour, price, slot: at }) => {
      const node = index.nodeAt(at)
      if (node.ask === null) return []
      const quote = {
        now,
        startAt: startHour * 3_600,
        gpus: query.minGpus ?? null,
        runGib,
        run: modelRunOf(query),
        durationSeconds,
        forSeconds: null,
        feeBps,
        settleTerms,
      }
      return [{ startHour, cheaperBps: cheapest === null ? null : Number(cheaperBps(price, cheapest)), listing: listingOf(node, node.ask, quote) }]
    }),
  }
}

/**
 * Returns at most `mostCalendars` of the cheapest nodes that pass all filters of a search except the one about time. If `under` is set, returns only nodes
 * with a price at least 1 % below it.
 */
function cheapestRows(index: ListingIndex, query: StartsQuery, { now, under }: { now: number; under: bigint | null }): Priced[] {
  const terms = searchTerms(query, { now, groups: index.groups() })
  const rank = listingRank(index, { sort: 'price', terms })
  const first = firstOf(rank, mostCalendars)
  const hasAll = rowCheck(index, query)
  const columns = index.columns()
  const { price, readySeconds } = columns
  const most = under === null ? Number.POSITIVE_INFINITY : Number(under)
  let worst = first.worst()
  for (const block of index.blocks()) {
    if (terms.groups[block.group] !== 0) continue
    const asked = { now, seconds: terms.seconds, minGpus: Math.max(terms.minGpus, terms.runGpus[block.group] as number) }
    for (let slot = block.first; slot < block.first + block.count; slot += 1) {
      const own = price[slot] as number
      if (own > most || own > worst || (readySeconds[slot] as number) > terms.mostReadySeconds) continue
      if (!mayServe(columns, slot, asked) || isPriceOutside(index, slot, terms)) continue
      if (hasAll !== null && !hasAll(slot)) continue
      first.offer(slot, own)
      worst = first.worst()
    }
  }
  const rows = first.sorted().map((slot) => ({ slot, price: priceAt(index, slot) }))
  return rows.filter((row) => under === null || cheaperBps(row.price, under) >= leastCheaperBps)
}

/** Returns true if the ask of a node allows this duration and number of GPUs at all. If not, the node's calendar need not be read. */
function mayServe(
  { gpus, maxGpus, minSeconds, maxSeconds, leavesAt }: ListingColumns,
  slot: number,
  { now, seconds, minGpus }: Pick<SearchTerms, 'now' | 'seconds' | 'minGpus'>,
): boolean {
  if (seconds !== 0 && (seconds < (minSeconds[slot] as number) || seconds > (maxSeconds[slot] as number))) return false
  return (leavesAt[slot] as number) > now && Math.min(gpus[slot] as number, maxGpus[slot] as number) >= minGpus
}

/** Returns by how much a price is below another, in basis points, rounded down; 0 if it is not below. */
function cheaperBps(price: bigint, than: bigint): bigint {
  return price >= than ? 0n : ((than - price) * 10_000n) / than
}

/** Returns the latest start before the requested start. If several machines have the same latest start, returns the cheapest one. */
function latest(found: readonly Start[]): Start[] {
  return found.toSorted((one, other) => other.startHour - one.startHour || compare(one.price, other.price)).slice(0, 1)
}

/**
 * Returns the soonest of the found starts, and also the cheapest if it costs less. Of starts at the same hour, takes the cheapest; of equally cheap ones, the
 * soonest.
 */
function soonestAndCheapest(found: readonly Start[]): Start[] {
  const [soonest] = found.toSorted((one, other) => one.startHour - other.startHour || compare(one.price, other.price))
  const [cheapest] = found.toSorted((one, other) => compare(one.price, other.price) || one.startHour - other.startHour)
  if (soonest === undefined || cheapest === undefined) return []
  return cheapest.price < soonest.price ? [soonest, cheapest] : [soonest]
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}
