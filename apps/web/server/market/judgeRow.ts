import type { ListingQuery } from '@infinitio/domain/wire'
import { latestStartSeconds } from './freeGpus.ts'
import { freeInRow, isOffered, isSimulated, type ListingColumns } from './listingColumns.ts'

/** What a query asks of a row. `seconds` 0: an hour, or what the ask allows near it. `startOfHour` is when the index's hour began. */
export type RowTerms = {
  readonly now: number
  readonly startOfHour: number
  readonly seconds: number
  /** 0 where an id is chosen, `fails.class` or `fails.region` where it is not. */
  readonly classes: Uint8Array
  readonly regions: Uint8Array
  readonly minVramGib: number
  readonly minGpus: number
  /** Base units per GPU-second; `mostPrice` exactly, `mostPriceKey` as the column has it. */
  readonly mostPrice: bigint
  readonly mostPriceKey: number
  readonly isReal: boolean
}

/** One bit for each way to narrow a search. A row that fails one way alone still counts for that one's choices. */
export const fails = { class: 1, region: 2, vram: 4, gpus: 8, price: 16, simulated: 32 } as const

/** What `judgeRow` says of a row that cannot be booked. */
export const notBookable = -1

const hourSeconds = 3_600
const exactBelow = 2 ** 53

/** Reads the terms of a query; it is the index's hour that `now` must be in. */
export function rowTerms(query: ListingQuery, { now }: { now: number }): RowTerms {
  const mostPrice = query.maxPricePerGpuHour === undefined ? null : BigInt(query.maxPricePerGpuHour) / BigInt(hourSeconds)
  return {
    now,
    startOfHour: Math.floor(now / hourSeconds) * hourSeconds,
    seconds: (query.hours ?? 0) * hourSeconds,
    classes: unlessIn(query.class, fails.class),
    regions: unlessIn(query.region, fails.region),
    minVramGib: query.minVramGib ?? 0,
    minGpus: query.minGpus ?? 0,
    mostPrice: mostPrice ?? 0n,
    mostPriceKey: mostPrice === null ? Number.POSITIVE_INFINITY : Number(mostPrice),
    isReal: query.includeSimulated === 'false',
  }
}

/** Seconds that a lease of a row would take. */
export function secondsOf({ minSeconds, maxSeconds }: ListingColumns, slot: number, asked: number): number {
  return asked === 0 ? Math.min(Math.max(hourSeconds, minSeconds[slot] as number), maxSeconds[slot] as number) : asked
}

/**
 * Whether the machine in a row can be booked now for the asked span, by the rules of `unavailability`: `notBookable`, or its free GPUs times 64 plus
 * the bits of `fails`. `exactPrice` gives a row's price where the column's is too coarse.
 */
export function judgeRow(columns: ListingColumns, slot: number, terms: RowTerms, exactPrice: (slot: number) => bigint): number {
  const flags = columns.flags[slot] as number
  if ((flags & isOffered) === 0) return notBookable
  const seconds = secondsOf(columns, slot, terms.seconds)
  if (seconds < (columns.minSeconds[slot] as number) || seconds > (columns.maxSeconds[slot] as number)) return notBookable
  const { now } = terms
  if ((columns.leavesAt[slot] as number) <= now || (columns.opensAt[slot] as number) > now) return notBookable
  if ((columns.endsAt[slot] as number) < now + seconds) return notBookable
  const all = freeInRow(columns, slot, Math.ceil((now + latestStartSeconds + seconds - terms.startOfHour) / hourSeconds))
  if (all < (columns.minGpus[slot] as number)) return notBookable
  const free = Math.min(all, columns.maxGpus[slot] as number)
  let failed = (terms.classes[columns.classId[slot] as number] as number) | (terms.regions[columns.regionId[slot] as number] as number)
  if ((columns.vramGib[slot] as number) < terms.minVramGib) failed |= fails.vram
  if (free < terms.minGpus) failed |= fails.gpus
  const price = columns.price[slot] as number
  if (price >= terms.mostPriceKey && (price > terms.mostPriceKey || (price >= exactBelow && exactPrice(slot) > terms.mostPrice)))
    failed |= fails.price
  if (terms.isReal && (flags & isSimulated) !== 0) failed |= fails.simulated
  return free * 64 + failed
}

function unlessIn(chosen: readonly number[] | undefined, bit: number): Uint8Array {
  const bits = new Uint8Array(256).fill(chosen === undefined ? 0 : bit)
  for (const id of chosen ?? []) bits[id] = 0
  return bits
}
