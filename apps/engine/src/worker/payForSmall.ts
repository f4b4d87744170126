import type { SettleItem } from '@infinitio/chain'
import { anyoneExecutor, isLeftToParties, isSmallPiece, settleFeeOf, type SettleTerms } from '@infinitio/domain'

/** The items of one match or group, which settle together. */
export type Items = readonly [SettleItem, ...SettleItem[]]

/** Who settles a match: we, by `items` with the relay fee that each of its pieces pays (those `matched` where none was raised), or its parties. */
export type Settling =
  | { readonly by: 'operator'; readonly items: Items; readonly matched: Items }
  /** `mayBe`: its orders let anybody settle it. `wasSmall`: the whole bid was small, so that the door said so. */
  | { readonly by: 'party'; readonly mayBe: boolean; readonly wasSmall: boolean }

/**
 * Decides who settles a match. The relay fee of a small piece is raised to what we ask, within what its bid signed; when one piece of a group signs too little,
 * its parties settle the whole group.
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
