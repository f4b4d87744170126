import type { AccountRecord, AskRecord, NodeRecord } from '../book/records.ts'
import { type Bid, type ErrorCode, mayRest, timeInForceNames, zeroHex32, mostBidGpus } from '@infinitio/domain'
import { floorOf } from '../book/accountRecord.ts'
import type { Book } from '../book/book.ts'
import type { HoldRecord } from '../book/holdRecord.ts'
import { numberKey, numberOf } from '../book/structures/numberOf.ts'
import { hiddenBy } from '../book/nodeVisibility.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { isOurExecutor } from './askRefusal.ts'
import { boundedVersion, expiryMarginSeconds, longestBidSeconds, longestLeaseSeconds, mostRestingBids, startSlackSeconds } from './marketRules.ts'

const margin = Number(expiryMarginSeconds)
const longestBid = Number(longestBidSeconds)

type PlaceBid = Extract<ApiCommand, { kind: 'PlaceBid' }>

/** Returns why a bid cannot match at all, or null if it may. The API checked signature and shape. */
export function bidRefusal(turn: Turn, command: PlaceBid, account: AccountRecord): ErrorCode | null {
  const { book, now, second, atMs } = turn
  const { bid } = command
  if (mayRest(bid)) {
    if (account.standingBids >= mostRestingBids && !replacesStanding(book, command, account)) return 'order.too_many_open'
    if (account.iocOnlyUntilMs > atMs) return 'order.account_ioc_only'
  }
  const expiry = numberOf(bid.expiry)
  if (expiry - margin <= second) return 'order.expired'
  if (expiry > second + longestBid) return 'order.expiry_too_far'
  if (bid.startUntil < now || bid.startUntil < bid.startFrom) return 'order.start_window_missed'
  if (!isOurExecutor(bid.executor)) return 'order.executor_not_ours'
  if (!hasForm(bid)) return 'order.invalid_fields'
  if (bid.durationSeconds > longestLeaseSeconds) return 'lease.duration_limit'
  if (bid.startFrom > now) {
    if (bid.startUntil < now + startSlackSeconds && !mayRest(bid)) return 'order.start_window_missed'
    if (bid.startUntil + bid.durationSeconds > now + longestLeaseSeconds) return 'lease.duration_limit'
  }
  if (book.feeBps > bid.maxFeeBps) return 'order.fee_above_maximum'
  if (book.relayFee > bid.maxRelayFee) return 'order.relay_fee_above_maximum'
  return nonceRefusal(bid, account) ?? pinRefusal(turn, bid)
}

/** Returns true if a bid replaces a resting bid, so that the number of resting bids does not grow. */
function replacesStanding({ version, bids }: Book, { replaces }: PlaceBid, account: AccountRecord): boolean {
  const older = replaces === undefined ? undefined : bids.get(replaces)
  return version >= boundedVersion && older?.account === account && older.isStanding
}

/** Returns true if sizes, price and masks are valid. */
function hasForm(bid: Bid): boolean {
  if (bid.gpus < 1 || bid.gpus > mostBidGpus || bid.minGpusPerNode > bid.gpus || bid.durationSeconds < 1n) return false
  if (bid.timeInForce >= timeInForceNames.length || bid.maxPricePerGpuSecond === 0n) return false
  return bid.node !== zeroHex32 || (bid.classMask > 0n && bid.regionMask > 0n)
}

function nonceRefusal(bid: Bid, account: AccountRecord): ErrorCode | null {
  if (bid.nonce < floorOf(account)) return 'order.nonce_cancelled'
  const lane = account.lanes.get(numberKey(bid.nonce))
  if (lane === undefined) return null
  if (lane.cancellations > 0) return 'order.nonce_cancelled'
  return lane.filled + lane.pending > 0 ? 'order.nonce_used' : null
}

/**
 * Returns the error code if the node that a bid names cannot serve it, otherwise null. A resting bid may wait for a hidden node, but not for an unknown one.
 */
function pinRefusal({ book }: Turn, bid: Bid): ErrorCode | null {
  if (bid.node === zeroHex32) return null
  const code = hiddenBy(book, bid.node)
  return mayRest(bid) && book.nodes.has(bid.node) ? null : code
}

/** Returns why a bid cannot use the hold (reservation) that it names, or null if it can. */
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
 * Returns the first requirement of a pinned bid that a node or ask fails, or null if all fit. As in the contract, a pinned bid's class and region masks have no
 * effect.
 */
export function predicateRefusal(bid: Bid, node: NodeRecord, { price }: AskRecord): ErrorCode | null {
  if (bid.minVramGib > node.vramGib) return 'order.vram_too_small'
  if (bid.minTier > node.tier) return 'order.tier_too_low'
  if (bid.minReliabilityBps > node.reliabilityBps) return 'order.reliability_too_low'
  return price > bid.maxPricePerGpuSecond ? 'order.price_moved' : null
}
