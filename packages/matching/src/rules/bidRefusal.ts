import { type Bid, type ErrorCode, timeInForce, zeroHex32 } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import { floorOf, laneOf } from '../book/accountRecord.ts'
import type { AskRecord } from '../book/askRecord.ts'
import type { HoldRecord } from '../book/holdRecord.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { hiddenBy } from '../book/nodeVisibility.ts'
import type { Turn } from '../book/turn.ts'
import { isOurExecutor } from './askRefusal.ts'
import { expiryMarginSeconds, longestBidSeconds, longestLeaseSeconds, mostBidGpus } from './marketRules.ts'

/** Why a bid cannot be matched with anything, whatever is offered; null when it may. The API checked signature and shape. */
export function bidRefusal(turn: Turn, bid: Bid): ErrorCode | null {
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

/** Orders that rest are not matched yet; an account that is kept from them is told so. */
function restingRefusal({ book, atMs }: Turn, bid: Bid): ErrorCode {
  const isRestricted = (book.accounts.get(bid.renter)?.iocOnlyUntilMs ?? 0) > atMs
  return isRestricted && bid.timeInForce !== timeInForce.ioc ? 'order.account_ioc_only' : 'order.kind_not_supported'
}

function nonceRefusal({ book }: Turn, bid: Bid): ErrorCode | null {
  const account = accountOf(book, bid.renter)
  if (bid.nonce < floorOf(account)) return 'order.nonce_cancelled'
  const lane = laneOf(account, bid.nonce)
  if (lane.cancellations > 0) return 'order.nonce_cancelled'
  return lane.filled + lane.pending > 0 ? 'order.nonce_used' : null
}

/** Why a hold cannot back a bid; null when it can. */
export function holdRefusal(hold: HoldRecord | undefined, bid: Bid): ErrorCode | null {
  if (hold === undefined) return 'hold.unknown'
  if (hold.account !== bid.renter) return 'hold.not_owner'
  if (hold.state === 'expired') return 'hold.expired'
  if (hold.state === 'used') return 'hold.already_used'
  if (hold.state === 'released') return 'hold.released'
  const isSame = hold.node === bid.node && hold.gpus === bid.gpus && hold.durationSeconds === bid.durationSeconds
  return isSame ? null : 'hold.does_not_match'
}

/**
 * Which of a pinned bid's wishes a node and an ask do not meet; null when all are met. A pin makes the class and region masks idle, as in
 * the contract. No node is attested yet: tier and reliability are 0.
 */
export function predicateRefusal(bid: Bid, node: NodeRecord, { ask }: AskRecord): ErrorCode | null {
  if (bid.minVramGib > node.vramGib) return 'order.vram_too_small'
  if (bid.minTier > 0) return 'order.tier_too_low'
  if (bid.minReliabilityBps > 0n) return 'order.reliability_too_low'
  return ask.pricePerGpuSecond > bid.maxPricePerGpuSecond ? 'order.price_moved' : null
}
