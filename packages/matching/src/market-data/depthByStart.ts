import type { Book } from '../book/book.ts'
import { offeredGpus, publicAsksOf } from './offeredGpus.ts'
import { type MarketPlace, standingBidsOf } from './standingBidsOf.ts'
import type { AskRecord } from '../book/records.ts'

/** The largest number of price bands. If there are fewer prices, each price has its own band. */
export const mostBands = 5

/** GPUs of asks priced from `fromPrice` to `toPrice` per GPU-second, one number for each start. */
export type StartBand = { readonly fromPrice: bigint; readonly toPrice: bigint; readonly gpus: readonly number[] }

/** For each possible start: the GPUs that are free from then on, by price band and in all, and the GPUs that funded bids want then. */
export type StartDepth = { readonly bands: readonly StartBand[]; readonly free: readonly number[]; readonly wanted: readonly number[] }

/**
 * Returns the market depth for several starts, in Unix seconds. For each start it counts the GPUs that are free for `durationSeconds` in a row, and the open
 * GPUs of funded bids that may start then, whatever their duration. The price bands have about the same number of asks.
 */
export function depthByStart(
  book: Book,
  place: MarketPlace,
  { starts, durationSeconds }: { starts: readonly number[]; durationSeconds: number },
): StartDepth {
  const rows = publicAsksOf(book, place)
    .map((record) => ({ record, gpus: starts.map((start) => offeredGpus(record, { start, durationSeconds })) }))
    .filter(({ gpus }) => gpus.some((count) => count > 0))
    .sort((one, other) => (one.record.price < other.record.price ? -1 : 1))
  const bids = standingBidsOf(book, place)
  const sumOf = (of: readonly { readonly gpus: readonly number[] }[]) => starts.map((_, at) => of.reduce((sum, { gpus }) => sum + (gpus[at] ?? 0), 0))
  return {
    bands: bandsOf(rows).map((band) => ({ fromPrice: priceOf(band[0]), toPrice: priceOf(band.at(-1)), gpus: sumOf(band) })),
    free: sumOf(rows),
    wanted: starts.map((start) => bids.reduce((sum, { record: { bid }, gpus }) => sum + (isWithin(start, bid) ? gpus : 0), 0)),
  }
}

type Row = { readonly record: AskRecord; readonly gpus: readonly number[] }

/** Splits rows into price bands with about the same number of rows. Rows with the same price stay together. */
function bandsOf(rows: readonly Row[]): Row[][] {
  const prices = new Set(rows.map(({ record }) => record.price)).size
  const share = prices <= mostBands ? 0 : rows.length / mostBands
  const bands: Row[][] = []
  for (const [at, row] of rows.entries()) {
    const band = bands.at(-1)
    const isSamePrice = band?.at(-1)?.record.price === row.record.price
    if (band !== undefined && (isSamePrice || at < bands.length * share)) band.push(row)
    else bands.push([row])
  }
  return bands
}

function priceOf(row: Row | undefined): bigint {
  return row?.record.price ?? 0n
}

function isWithin(start: number, { startFrom, startUntil }: { startFrom: bigint; startUntil: bigint }): boolean {
  return BigInt(start) >= startFrom && BigInt(start) <= startUntil
}
