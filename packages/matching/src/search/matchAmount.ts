import { type DurationSeconds, escrowOf, type PTokenUnits, pTokenUnits } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { wholeOf } from '../book/structures/wholeOf.ts'
import type { AskRecord, BidRecord } from '../book/records.ts'

/** Returns the amount that a match reserves of its renter's balance: the escrow at the ask's price, plus the relay fee. */
export function matchAmount(book: Book, { seconds }: Pick<BidRecord, 'seconds'>, { price }: AskRecord, gpus: number): PTokenUnits {
  const durationSeconds = wholeOf(seconds) as DurationSeconds
  const escrow = escrowOf({ pricePerGpuSecond: price, gpus, durationSeconds, feeBps: book.feeBps })
  return book.relayFee === 0n ? escrow : pTokenUnits(escrow + book.relayFee)
}

/** Returns the largest number of GPUs at a price that a balance covers for the bid's duration, including fee and relay fee; at most 254. */
export function affordableGpus(book: Book, { seconds }: BidRecord, { price, available }: { price: bigint; available: bigint }): number {
  const left = available - book.relayFee
  if (left <= 0n) return 0
  const perGpu = price * BigInt(seconds)
  // The fee is rounded up to a whole base unit, but `left` is a whole number of base units, so this many GPUs never cost more than `left`.
  const gpus = (left * 10_000n) / (perGpu * (10_000n + book.feeBps))
  return Number(gpus > 254n ? 254n : gpus)
}
