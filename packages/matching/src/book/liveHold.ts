import { assert, type ErrorCode, type OrderHash } from '@infinitio/domain'
import { accountOf } from './accountOf.ts'
import type { Book } from './book.ts'
import type { HoldRecord } from './holdRecord.ts'
import { markStartable } from './marketBook.ts'
import { changeHours, giveHours, takeHours } from './nodeCalendar.ts'
import { forgetUnheld } from './openAsks.ts'
import type { Turn } from './turn.ts'
import { wakeAccount } from './woken.ts'

/** Starts a hold and reserves its money and hours. */
export function startHold(book: Book, hold: HoldRecord): void {
  noteHold(book, hold)
  accountOf(book, hold.account).held += hold.amount
  const node = book.nodes.get(hold.node)
  if (hold.hours !== null && node !== undefined) takeHours(book, node, { calendar: 'reserved', hours: hold.hours, gpus: hold.gpus })
}

/** Adds a hold (reservation) to the holds of the book and of its account, and if it is valid, also to the holds of its ask. */
export function noteHold(book: Book, hold: HoldRecord): void {
  book.holds.set(hold.holdId, hold)
  accountOf(book, hold.account).holds.push(hold)
  if (hold.state !== 'held') return
  const { liveHolds, holdsOn } = book
  liveHolds.set(hold.holdId, hold)
  const others = holdsOn.get(hold.askHash)
  if (others === undefined) holdsOn.set(hold.askHash, new Set([hold]))
  else others.add(hold)
}

/** Ends a hold and frees its money and hours. */
export function endHold(book: Book, hold: HoldRecord, state: 'used' | 'released' | 'expired'): void {
  assert(hold.state === 'held', 'a hold ends once')
  const account = accountOf(book, hold.account)
  account.held -= hold.amount
  const node = book.nodes.get(hold.node)
  if (hold.hours !== null && node !== undefined) giveHours(book, node, { calendar: 'reserved', hours: hold.hours, gpus: hold.gpus })
  hold.state = state
  dropLiveHold(book, hold)
  if (hold.amount > 0n) wakeAccount(book, account)
}

function dropLiveHold(book: Book, hold: HoldRecord): void {
  const { askHash } = hold
  book.liveHolds.delete(hold.holdId)
  const others = book.holdsOn.get(askHash)
  others?.delete(hold)
  if (others === undefined || others.size > 0) return
  book.holdsOn.delete(askHash)
  const ask = book.asks.get(askHash)
  if (ask !== undefined) forgetUnheld(book, ask)
}

/** Releases every live hold (reservation) on an ask that left the book; oldest first. */
export function releaseHoldsOn({ book, emit }: Turn, askHash: OrderHash, code: ErrorCode): void {
  // Most orders leave the book while there are no holds (reservations). Returning early avoids a lookup of their hash.
  if (book.holdsOn.size === 0) return
  for (const hold of [...(book.holdsOn.get(askHash) ?? [])]) {
    endHold(book, hold, 'released')
    emit({ kind: 'HoldReleased', holdId: hold.holdId, code })
  }
}

/** Calls `question` as if the hold had not reserved its money and hours, and returns the answer. Then reserves them again. */
export function withoutHold<T>(book: Book, hold: HoldRecord | null, question: () => T): T {
  if (hold === null) return question()
  move(book, hold, -1)
  const answer = question()
  move(book, hold, 1)
  return answer
}

/** Reserves (`sign` is 1) or frees (-1) the money and hours of a hold. Does not let resting bids search again, because the caller undoes the change at once. */
function move(book: Book, { account, amount, node, hours, gpus }: HoldRecord, sign: 1 | -1): void {
  accountOf(book, account).held += BigInt(sign) * amount
  const record = book.nodes.get(node)
  if (hours === null || record === undefined) return
  const counted = { fromHour: Math.max(hours.fromHour, book.horizonHour), toHour: hours.toHour }
  changeHours(record, { calendar: 'reserved', hours: counted, gpus: sign * gpus })
  markStartable(book, record)
}
