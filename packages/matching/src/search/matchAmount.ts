import { type DurationSeconds, escrowOf, type PTokenUnits, pTokenUnits } from '@infinitio/domain'
import type { AskRecord } from '../book/askRecord.ts'
import type { Book } from '../book/book.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import { wholeOf } from '../book/wholeOf.ts'

/** What a match keeps of its renter's balance: the escrow for some GPUs at the ask's price, and the relay fee. */
export function matchAmount(book: Book, { seconds }: BidRecord, { price }: AskRecord, gpus: number): PTokenUnits {
  const durationSeconds = wholeOf(seconds) as DurationSeconds
  const escrow = escrowOf({ pricePerGpuSecond: price, gpus, durationSeconds, feeBps: book.feeBps })
  return book.relayFee === 0n ? escrow : pTokenUnits(escrow + book.relayFee)
}

/** Most GPUs of a price that a balance covers for a bid's time, fee and relay fee included; 254 at most. */
export function affordableGpus(book: Book, { seconds }: BidRecord, { price, available }: { price: bigint; available: bigint }): number {
  const left = available - book.relayFee
  if (left <= 0n) return 0
  const perGpu = price * BigInt(seconds)
  // A fee is rounded up to the next unit, so the last GPU of the division may be a unit short.
  const about = (left * 10_000n) / (perGpu * (10_000n + book.feeBps))
  const gpus = about > 254n ? 254n : about
  const cost = perGpu * gpus
  const fee = (cost * book.feeBps + 9_999n) / 10_000n
  return Number(cost + fee > left ? gpus - 1n : gpus)
}
