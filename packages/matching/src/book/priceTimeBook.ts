import { assert } from '@infinitio/domain'
import type { AskRecord } from './askRecord.ts'

/** Asks of one class and region, cheapest first, then oldest. */
export type PriceTimeBook = AskRecord[]

/** Puts an ask in its place: after every ask that is cheaper, or as cheap and older. */
export function insertAsk(asks: PriceTimeBook, record: AskRecord): void {
  asks.splice(placeOf(asks, record), 0, record)
}

/** Takes an ask out. Asserts that it was in. */
export function removeAsk(asks: PriceTimeBook, record: AskRecord): void {
  const place = placeOf(asks, record)
  assert(asks[place] === record, 'an open ask is in its book')
  asks.splice(place, 1)
}

/** Binary search for the first ask that does not come before the given one. */
function placeOf(asks: PriceTimeBook, record: AskRecord): number {
  let low = 0
  let high = asks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (comesBefore(asks[middle] as AskRecord, record)) low = middle + 1
    else high = middle
  }
  return low
}

function comesBefore(one: AskRecord, other: AskRecord): boolean {
  const onePrice = one.ask.pricePerGpuSecond
  const otherPrice = other.ask.pricePerGpuSecond
  return onePrice < otherPrice || (onePrice === otherPrice && one.seq < other.seq)
}
