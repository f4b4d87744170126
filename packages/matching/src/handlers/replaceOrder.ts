import { type Ask, bidKeepsPlace, type ErrorCode } from '@infinitio/domain'
import { isBid } from '../book/storedBid.ts'
import { shutAsk } from '../book/openAsks.ts'
import { gpusToGo } from '../book/restingBids.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { cancelRefusal, knownOrder, takeOut } from './cancelOrder.ts'
import type { AskRecord, BidRecord } from '../book/records.ts'

type Place = Extract<ApiCommand, { kind: 'PlaceAsk' | 'PlaceBid' }>

/** Returns why an order cannot replace the order that it specifies. Returns null if it can, or if it specifies none. */
export function replaceRefusal(turn: Turn, command: Place): ErrorCode | null {
  if (command.replaces === undefined) return null
  const by = command.kind === 'PlaceAsk' ? command.ask.provider : command.bid.renter
  const older = knownOrder(turn.book, command.replaces)
  if (older !== undefined && isBid(older) !== (command.kind === 'PlaceBid')) return 'order.invalid_fields'
  return cancelRefusal(older, by)
}

/**
 * Returns the rank in time of a new order. If the new order replaces another one and only asks for less, it gets the rank of the replaced order. Call this
 * before the replaced order leaves the book.
 */
export function placeInTime({ book, seq }: Turn, command: Place): number {
  if (command.replaces === undefined) return seq
  const older = knownOrder(book, command.replaces)
  if (older === undefined) return seq
  const shrinks = command.kind === 'PlaceAsk' ? askShrinks(older as AskRecord, command.ask) : bidShrinks(older as BidRecord, command)
  return shrinks ? older.seq : seq
}

/** Removes the order that a new one replaces. Holds on an ask remain, because the market has promised the ask's price to their owners. */
export function takeReplacedOut(turn: Turn, { replaces }: Place): void {
  const { book, emit } = turn
  const older = replaces === undefined ? undefined : knownOrder(book, replaces)
  if (isBid(older)) takeOut(turn, older, 'replaced')
  else if (older?.state === 'open') {
    shutAsk(book, older, 'replaced')
    emit({ kind: 'OrderCancelled', orderHash: older.orderHash, reason: 'replaced' })
  }
}

/**
 * The terms that must be equal in two asks so that the new one keeps the rank in time of the old one. The largest number of GPUs, the hours and the durations
 * may only shrink. Hash, nonce, expiry and executor may differ.
 */
const askTerms = [
  ...(['provider', 'node', 'pricePerGpuSecond', 'minGpus', 'maxFeeBps', 'noticeSeconds'] as const),
  ...(['trialSeconds', 'privateRenter', 'transferable'] as const),
] satisfies readonly (keyof Ask)[]

function askShrinks({ ask: older, state }: AskRecord, ask: Ask): boolean {
  if (state !== 'open' || askTerms.some((term) => older[term] !== ask[term])) return false
  const isWithin = ask.availableFrom >= older.availableFrom && ask.availableUntil <= older.availableUntil
  const isShorter = ask.minDurationSeconds >= older.minDurationSeconds && ask.maxDurationSeconds <= older.maxDurationSeconds
  return ask.maxGpus <= older.maxGpus && isWithin && isShorter
}

function bidShrinks(older: BidRecord, { bid, rank = 'price' }: Extract<Place, { kind: 'PlaceBid' }>): boolean {
  return rank === (older.extras?.rank ?? 'price') && bidKeepsPlace({ older: older.bid, gpusToGo: gpusToGo(older), newer: bid })
}
