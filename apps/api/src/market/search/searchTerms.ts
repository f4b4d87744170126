import { gpusForMemory, type ModelRun, parseRun } from '@infinitio/domain'
import type { ListingQuery } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import type { ListingGroup } from '../rows/listingGroups.ts'
import { notMeasured } from '../rows/listingColumns.ts'
import { exactBelow } from '../rows/listingRank.ts'
import { priceAt } from '../rows/priceRank.ts'
import { groupFailure, memoryAsked } from './fieldChecks.ts'

/** What a query asks of rows. `seconds` 0: an hour, or what the ask allows near it. `startOfHour` is when the index's hour began. */
export type SearchTerms = {
  readonly now: number
  /** When the lease would begin, Unix seconds of a full hour; null: now. */
  readonly startAt: number | null
  readonly startOfHour: number
  readonly seconds: number
  /** Seconds after which the renter expects to end the lease; 0: not said. */
  readonly forSeconds: number
  readonly minGpus: number
  /** Memory of all GPUs of a lease together, that what runs there needs; 0: nothing was said. */
  readonly runGib: number
  /** The model that runs there; null: none was said. */
  readonly run: ModelRun | null
  /** GPUs of each group that hold what runs there, by its number. */
  readonly runGpus: Uint8Array
  /** Base units per GPU-second: exactly, and as the column has it; infinite when none was asked for. */
  readonly mostPrice: bigint
  readonly mostPriceKey: number
  /** Rows that are ready later, or were not measured, are too slow. */
  readonly mostReadySeconds: number
  /** What each group fails, by its number: 0, one of `fails`, or `skipped`. */
  readonly groups: Uint8Array
}

/** Not offered, or failing in two ways: no row of the group counts for anything. */
export const skipped = 255

const hourSeconds = 3_600

/** Reads the terms of a query. */
export function searchTerms(query: ListingQuery, { now, groups }: { now: number; groups: readonly ListingGroup[] }): SearchTerms {
  const startOfHour = Math.floor(now / hourSeconds) * hourSeconds
  const runGib = memoryAsked(query)
  const failureOf = groupFailure(query)
  const mostPrice = query.maxPricePerGpuHour === undefined ? null : BigInt(query.maxPricePerGpuHour) / BigInt(hourSeconds)
  return {
    now,
    startAt: startToCome(query.startHour ?? null, now),
    startOfHour,
    seconds: (query.hours ?? 0) * hourSeconds,
    forSeconds: query.forSeconds ?? 0,
    minGpus: query.minGpus ?? 0,
    runGib,
    run: modelRunOf(query),
    runGpus: Uint8Array.from(groups, ({ vramGib }) => gpusForMemory({ totalGib: runGib, vramGib }) ?? 0),
    mostPrice: mostPrice ?? 0n,
    mostPriceKey: mostPrice === null ? Number.POSITIVE_INFINITY : Number(mostPrice),
    mostReadySeconds: query.maxReadySeconds ?? notMeasured,
    groups: Uint8Array.from(groups, (group) => {
      if (!group.isOffered || gpusForMemory({ totalGib: runGib, vramGib: group.vramGib }) === null) return skipped
      const failed = failureOf(group)
      return (failed & (failed - 1)) === 0 ? failed : skipped
    }),
  }
}

/** Returns the model that a query asks for; null for a program, or where it asks for nothing to run. */
export function modelRunOf({ run: text }: Pick<ListingQuery, 'run'>): ModelRun | null {
  const run = text === undefined ? null : parseRun(text)
  return run === null || 'program' in run ? null : run
}

/** When a lease asked for by its Unix hour begins, Unix seconds; null: now. */
export function startToCome(startHour: number | null, now: number): number | null {
  return startHour !== null && startHour * hourSeconds > now ? startHour * hourSeconds : null
}

/** Whether the ask of a row costs more than the search wants. Floats decide; where one does not hold the price, the number itself. */
export function isTooDear(index: ListingIndex, slot: number, { mostPriceKey, mostPrice }: SearchTerms): boolean {
  const price = index.columns().price[slot] as number
  return price >= mostPriceKey && (price > mostPriceKey || (price >= exactBelow && priceAt(index, slot) > mostPrice))
}
