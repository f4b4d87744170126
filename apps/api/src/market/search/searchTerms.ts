import { gpusForMemory, type ModelRun, parseRun, secondsOfQuery } from '@infinitio/domain'
import type { ListingQuery } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import type { ListingGroup } from '../rows/listingGroups.ts'
import { notMeasured } from '../rows/listingColumns.ts'
import { exactBelow } from '../rows/listingRank.ts'
import { priceAt } from '../rows/priceRank.ts'
import { groupFailure, memoryAsked } from './fieldChecks.ts'

/**
 * The requirements of a query, in the form in which they are compared with nodes. If `seconds` is 0, each lease lasts an hour, or the nearest duration that its
 * ask allows. `startOfHour` is the Unix second at which the current hour of the index starts.
 */
export type SearchTerms = {
  readonly now: number
  /** The start of the lease in Unix seconds, at a full hour; null to start now. */
  readonly startAt: number | null
  readonly startOfHour: number
  readonly seconds: number
  /** Seconds after which the renter expects to end the lease; 0 if that is unknown. */
  readonly forSeconds: number
  readonly minGpus: number
  /** The GPU memory in GiB that all GPUs of the lease must have together; 0 if the query demands none. */
  readonly runGib: number
  /** The model that the lease runs; null if the query has none. */
  readonly run: ModelRun | null
  /** How many GPUs the model needs on a node, for each group of nodes (with the same class, region and so on), by the group's number. */
  readonly runGpus: Uint8Array
  /**
   * The highest allowed price in base units per GPU-second: `mostPrice` exactly, and `mostPriceKey` as a float like the price column. `mostPriceKey` is
   * infinite if the query has no limit.
   */
  readonly mostPrice: bigint
  readonly mostPriceKey: number
  /** The lowest allowed price, in the same two forms as `mostPrice` and `mostPriceKey`. `leastPriceKey` is minus infinity if the query has no limit. */
  readonly leastPrice: bigint
  readonly leastPriceKey: number
  /** The longest allowed time until ready, in seconds. A node that was never measured exceeds every limit. */
  readonly mostReadySeconds: number
  /**
   * The outcome of the filters for each group of nodes (with the same class, region and so on), by the group's number. It is 0 if the group passes all filters,
   * the bit (`fails`) of the filter that it fails if there is only one, or `skipped`.
   */
  readonly groups: Uint8Array
}

/**
 * The outcome for a group of nodes that offers nothing or fails more than one filter. The search finds none of its nodes, even after a change of one filter.
 */
export const skipped = 255

const hourSeconds = 3_600

/** Converts a query into the terms that are compared with nodes. */
export function searchTerms(query: ListingQuery, { now, groups }: { now: number; groups: readonly ListingGroup[] }): SearchTerms {
  const startOfHour = Math.floor(now / hourSeconds) * hourSeconds
  const runGib = memoryAsked(query)
  const failureOf = groupFailure(query)
  const mostPrice = query.maxPricePerGpuHour === undefined ? null : BigInt(query.maxPricePerGpuHour) / BigInt(hourSeconds)
  const leastPrice =
    query.minPricePerGpuHour === undefined ? null : (BigInt(query.minPricePerGpuHour) + BigInt(hourSeconds) - 1n) / BigInt(hourSeconds)
  return {
    now,
    startAt: startToCome(query.startHour ?? null, now),
    startOfHour,
    seconds: secondsOfQuery(query) ?? 0,
    forSeconds: query.forSeconds ?? 0,
    minGpus: query.minGpus ?? 0,
    runGib,
    run: modelRunOf(query),
    runGpus: Uint8Array.from(groups, ({ vramGib }) => gpusForMemory({ totalGib: runGib, vramGib }) ?? 0),
    mostPrice: mostPrice ?? 0n,
    mostPriceKey: mostPrice === null ? Number.POSITIVE_INFINITY : Number(mostPrice),
    leastPrice: leastPrice ?? 0n,
    leastPriceKey: leastPrice === null ? Number.NEGATIVE_INFINITY : Number(leastPrice),
    mostReadySeconds: query.maxReadySeconds ?? notMeasured,
    groups: Uint8Array.from(groups, (group) => {
      if (!group.isOffered || gpusForMemory({ totalGib: runGib, vramGib: group.vramGib }) === null) return skipped
      const failed = failureOf(group)
      return (failed & (failed - 1)) === 0 ? failed : skipped
    }),
  }
}

/** Returns the model that a query asks for; returns null if it asks for a program or for nothing. */
export function modelRunOf({ run: text }: Pick<ListingQuery, 'run'>): ModelRun | null {
  const run = text === undefined ? null : parseRun(text)
  return run === null || 'program' in run ? null : run
}

/**
 * Converts the Unix hour in which a lease starts into Unix seconds. Returns null if the hour is null or has already begun, because the lease then starts now.
 */
export function startToCome(startHour: number | null, now: number): number | null {
  return startHour !== null && startHour * hourSeconds > now ? startHour * hourSeconds : null
}

/**
 * Returns true if the price of the ask in `slot` (a row of the index) is higher or lower than the search allows. Compares floats, or the exact numbers if a
 * float cannot represent the price exactly.
 */
export function isPriceOutside(index: ListingIndex, slot: number, { mostPriceKey, mostPrice, leastPriceKey, leastPrice }: SearchTerms): boolean {
  const price = index.columns().price[slot] as number
  const isDear = price >= mostPriceKey && (price > mostPriceKey || (price >= exactBelow && priceAt(index, slot) > mostPrice))
  return isDear || (price <= leastPriceKey && (price < leastPriceKey || (price >= exactBelow && priceAt(index, slot) < leastPrice)))
}
