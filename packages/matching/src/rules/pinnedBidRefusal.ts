import { type Bid, type ErrorCode, timeInForce, zeroHex32, mostBidGpus } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import { floorOf } from '../book/accountRecord.ts'
import { numberKey } from '../book/structures/numberOf.ts'
import { hiddenBy } from '../book/nodeVisibility.ts'
import type { Turn } from '../book/turn.ts'
import { isOurExecutor } from './askRefusal.ts'
import { expiryMarginSeconds, longestBidSeconds, longestLeaseSeconds } from './marketRules.ts'

/**
 * Returns why a bid cannot match by the rules before version 4, or null if it may. These rules allowed only bids for one node that fill at once or not at all.
 */
export function pinnedBidRefusal(turn: Turn, bid: Bid): ErrorCode | null {
  const { book, now } = turn
  if (bid.expiry - expiryMarginSeconds <= now) return 'order.expired'
  if (bid.expiry > now + longestBidSeconds) return 'order.expiry_too_far'
  const isKnownKind = bid.timeInForce === timeInForce.ioc && bid.node !== zeroHex32 && !bid.cluster && bid.startFrom <= now
  if (!isKnownKind) return restingRefusal(turn, bid)
  if (bid.startUntil < now || bid.startUntil < bid.startFrom) return 'order.start_window_missed'
  if (!isOurExecutor(bid.executor)) return 'order.executor_not_ours'
  if (bid.gpus < 1 || bid.gpus > mostBidGpus || bid.minGpusPerNode > bid.gpus || bid.durationSeconds < 1n) return 'order.invalid_fields'
  if (bid.durationSeconds > longestLeaseSeconds) return 'lease.duration_limit'
  if (book.feeBps > bid.maxFeeBps) return 'order.fee_above_maximum'
  if (book.relayFee > bid.maxRelayFee) return 'order.relay_fee_above_maximum'
  return nonceRefusal(turn, bid) ?? hiddenBy(book, bid.node)
}

/** Returns the code with which the rules before version 4 refused resting orders. A restricted account gets a different code. */
function restingRefusal({ book, atMs }: Turn, bid: Bid): ErrorCode {
  const isRestricted = (book.accounts.get(bid.renter)?.iocOnlyUntilMs ?? 0) > atMs
  return isRestricted && bid.timeInForce !== timeInForce.ioc ? 'order.account_ioc_only' : 'order.kind_not_supported'
}

/**
 * Returns why a bid's nonce cannot be used, or null if it can. If the nonce is new, creates its lane (the counters of the nonce), because before version 4 of
 * the rules the lane was part of the book's hash.
 */
function nonceRefusal({ book }: Turn, bid: Bid): ErrorCode | null {
  const account = accountOf(book, bid.renter)
  if (bid.nonce < floorOf(account)) return 'order.nonce_cancelled'
  const nonce = numberKey(bid.nonce)
  account.lanes.change(nonce, { filled: 0, pending: 0, cancellations: 0 })
  const lane = account.lanes.get(nonce)
  if (lane === undefined) return null
  if (lane.cancellations > 0) return 'order.nonce_cancelled'
  return lane.filled + lane.pending > 0 ? 'order.nonce_used' : null
}
