import type { SettleItem } from '@infinitio/chain'
import { anyoneExecutor, isLeftToParties, isSmallPiece, settleFeeOf, type SettleTerms } from '@infinitio/domain'

/** The settle items (pairs of ask and bid) of one match, or of a group whose matches settle together. */
export type Items = readonly [SettleItem, ...SettleItem[]]

/**
 * The decision about who settles a match: the operator, or one of its parties (renter and provider). `items` contain the raised relay fees for small leases;
 * `matched` are the same items with the usual fees.
 */
export type Settling =
  | { readonly by: 'operator'; readonly items: Items; readonly matched: Items }
  /**
   * `mayBe`: true if the orders allow anybody to settle the match, which includes the parties. `wasSmall`: true if the whole bid, and not only this part of it,
   * is worth too little; then the API told the renter so when it accepted the bid.
   */
  | { readonly by: 'party'; readonly mayBe: boolean; readonly wasSmall: boolean }

/**
 * Decides if the operator or the parties (renter and provider) settle a match. A lease that is worth little pays a raised relay fee, up to the maximum fee in
 * its signed bid. If that maximum is too low for one lease of a group, the parties must settle the whole group.
 */
export function payForSmall(items: Items, terms: SettleTerms): Settling {
  if (items.some((item) => isLeftToParties({ ...pieceOf(item), bid: item.bid }, terms))) {
    const [{ ask, bid }] = items
    const mayBe = items.every((item) => item.ask.executor === anyoneExecutor && item.bid.executor === anyoneExecutor)
    const whole = { pricePerGpuSecond: ask.pricePerGpuSecond, gpus: bid.gpus, durationSeconds: bid.durationSeconds }
    return { by: 'party', mayBe, wasSmall: isSmallPiece(whole, terms) }
  }
  const [first, ...others] = items
  const paid: Items = [withFee(first, terms), ...others.map((item) => withFee(item, terms))]
  return { by: 'operator', items: paid.every((item, at) => item === items[at]) ? items : paid, matched: items }
}

function pieceOf({ ask, bid, gpus }: SettleItem) {
  return { pricePerGpuSecond: ask.pricePerGpuSecond, gpus, durationSeconds: bid.durationSeconds }
}

function withFee(item: SettleItem, terms: SettleTerms): SettleItem {
  const piece = pieceOf(item)
  const fee = isSmallPiece(piece, terms) ? settleFeeOf(piece, terms) : null
  return fee === null || fee <= item.relayFee ? item : { ...item, relayFee: fee }
}
