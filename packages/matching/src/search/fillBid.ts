import { availableOf } from '../book/availableBalance.ts'
import { gpusToGo } from '../book/restingBids.ts'
import type { Turn } from '../book/turn.ts'
import { mostMatchesAtOnce } from '../rules/marketRules.ts'
import { candidatesOf } from './candidates.ts'
import { findOffer } from './findOffer.ts'
import { makeMatch } from './makeMatch.ts'
import { affordableGpus } from './matchAmount.ts'
import { forwardWindow, isWithinPrice, type Offer, startsAtOnce } from './offer.ts'
import { fillWhole } from './fillWhole.ts'
import type { BidRecord } from '../book/records.ts'

/**
 * Fills a bid from the book as far as possible now, up to the limit of matches for one command. Returns the number of GPUs that it filled. Sets `turn.isShort`
 * if it found an offer that the balance does not cover.
 */
export function fillBid(turn: Turn, bid: BidRecord): number {
  if (!mayStart(turn, bid)) return 0
  if (bid.isWhole) return fillWhole(turn, bid)
  const wanted = gpusToGo(bid)
  let left = wanted
  while (left >= bid.minSlice && turn.matches < mostMatchesAtOnce) {
    const offer = firstOffer(turn, bid, left)
    if (offer === null) break
    makeMatch(turn, bid, { offer, group: null })
    left -= offer.gpus
  }
  return wanted - left
}

function mayStart(turn: Turn, bid: BidRecord): boolean {
  if (startsAtOnce(bid, turn)) return turn.second <= bid.startUntil
  const { first, last } = forwardWindow(turn, bid)
  return first <= last
}

/**
 * Returns the first offer, in the bid's order of asks, that the balance covers. If the balance is too low for all GPUs that the bid wants of an ask, tries
 * fewer GPUs of this ask. Returns null if there is no such offer.
 */
function firstOffer(turn: Turn, bid: BidRecord, gpus: number): Offer | null {
  const { book } = turn
  const wish = { gpus, affordable: gpus }
  const asks = candidatesOf(turn, bid, null)
  for (let record = asks.next(); record !== undefined; record = asks.next()) {
    if (!isWithinPrice(bid, record)) {
      if (bid.byValue) continue
      return null
    }
    const offer = findOffer(turn, bid, record, wish)
    if (offer === null) continue
    const available = availableOf(bid.account)
    if (offer.amount <= available) return offer
    turn.isShort = true
    const affordable = affordableGpus(book, bid, { price: record.price, available })
    // No later ask is cheaper, and the balance covers no GPU at this price, so stop here.
    if (affordable === 0 && !bid.byValue) return null
    const smaller = affordable === 0 ? null : findOffer(turn, bid, record, { ...wish, affordable })
    if (smaller !== null) return smaller
  }
  return null
}
