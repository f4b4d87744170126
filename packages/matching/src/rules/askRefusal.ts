import type { AccountRecord, AskRecord, NodeRecord } from '../book/records.ts'
import {
  type Address,
  type Ask,
  anyoneExecutor,
  type DurationSeconds,
  type ErrorCode,
  engineExecutor,
  type Mandate,
  zeroAddress,
} from '@infinitio/domain'
import { providerAccountOf } from '../book/accountOf.ts'
import { floorOf } from '../book/accountRecord.ts'
import type { Book } from '../book/book.ts'
import type { Turn } from '../book/turn.ts'
import { askReplacedBy } from '../book/openAsks.ts'
import {
  boundedVersion,
  expiryMarginSeconds,
  longestNoticeSeconds,
  mostOpenAsks,
  mostOpenAsksOfNode,
  restingVersion,
  startSlackSeconds,
} from './marketRules.ts'

/** The renter and the duration of a hold (reservation) or bid, which an ask must accept. Price and number of GPUs are checked elsewhere. */
export type Demand = { readonly renter: Address; readonly durationSeconds: DurationSeconds }

/** Returns true if this engine may settle an order with this executor (the account that the order lets settle it). */
export function isOurExecutor(executor: Address): boolean {
  return executor === engineExecutor || executor === anyoneExecutor
}

/** Returns true if the chain cancelled an ask or its signing permission, by its nonce, or by a floor that cancels all smaller nonces. */
export function isCancelledOnChain(provider: AccountRecord, { nonce, mandate }: { nonce: bigint; mandate: Mandate | null }): boolean {
  return isNonceCancelled(provider, nonce) || (mandate !== null && isNonceCancelled(provider, mandate.nonce))
}

function isNonceCancelled(provider: AccountRecord, nonce: bigint): boolean {
  const { askCancellations, floors } = provider
  return (askCancellations.size > 0 && (askCancellations.get(nonce) ?? 0) > 0) || (floors.length > 0 && nonce < floorOf(provider))
}

/** Returns why an ask of a node cannot enter the book, or null if it can. The API checked signature and shape. */
export function newAskRefusal(
  { book, now }: Turn,
  { ask, mandate, node }: { ask: Ask; mandate: Mandate | null; node: NodeRecord | undefined },
): ErrorCode | null {
  if (node === undefined || !node.isRegistered) return 'node.unknown'
  if (node.provider !== ask.provider) return 'node.not_owner'
  if (node.isRetired) return 'node.not_listed'
  if (ask.expiry - expiryMarginSeconds <= now) return 'order.expired'
  if (!isOurExecutor(ask.executor)) return 'order.executor_not_ours'
  if (ask.minGpus < 1 || ask.minGpus > ask.maxGpus || ask.pricePerGpuSecond === 0n) return 'order.invalid_fields'
  if (ask.maxGpus > node.gpus) return 'order.too_many_gpus'
  if (ask.minDurationSeconds < 1n || ask.minDurationSeconds > ask.maxDurationSeconds) return 'order.invalid_fields'
  if (ask.availableFrom >= ask.availableUntil || ask.availableUntil <= now) return 'order.outside_availability'
  if (ask.maxFeeBps < book.feeBps) return 'order.fee_above_maximum'
  if (book.version >= restingVersion && ask.noticeSeconds > longestNoticeSeconds) return 'order.invalid_fields'
  const account = providerAccountOf(book, node)
  if (book.version >= restingVersion && hasNoPlace(book, { account, node, ask })) return 'order.too_many_open'
  if (isCancelledOnChain(account, { nonce: ask.nonce, mandate })) return 'order.nonce_cancelled'
  return mandate === null ? null : mandateRefusal(ask, mandate, now)
}

/**
 * Returns true if an account or a node has reached its limit of open asks. From version 5 of the rules on, returns false if the new ask replaces one of the
 * node's open asks. A node has a limit because every bid of its class reads its asks.
 */
function hasNoPlace(book: Book, { account, node, ask }: { account: AccountRecord; node: NodeRecord; ask: Ask }): boolean {
  const hasAll = account.openAsks >= mostOpenAsks
  if (book.version < boundedVersion) return hasAll
  return (hasAll || node.asks.length >= mostOpenAsksOfNode) && askReplacedBy(node, ask) === undefined
}

function mandateRefusal(ask: Ask, mandate: Mandate, now: bigint): ErrorCode | null {
  if (mandate.provider !== ask.provider || mandate.node !== ask.node) return 'order.mandate_mismatch'
  if (mandate.until <= now) return 'order.mandate_expired'
  if (ask.pricePerGpuSecond < mandate.minPricePerGpuSecond) return 'order.mandate_price_too_low'
  return ask.maxDurationSeconds > mandate.maxDurationSeconds ? 'order.mandate_duration_too_long' : null
}

/**
 * Returns why an ask cannot serve a bid or hold that starts within the time that a settle may take, or null if it can. Capacity, GPUs, price and the renter's
 * money are checked elsewhere.
 */
export function askRefusal({ book, now }: Turn, record: AskRecord, { renter, durationSeconds }: Demand): ErrorCode | null {
  const { ask, mandate } = record
  if (isCancelledOnChain(record.account, { nonce: ask.nonce, mandate })) return 'order.ask_gone'
  if (ask.expiry - expiryMarginSeconds <= now) return 'order.ask_gone'
  if (mandate !== null && mandate.until - expiryMarginSeconds <= now) return 'order.mandate_expired'
  if (ask.provider === renter) return 'order.self_trade'
  if (ask.privateRenter !== zeroAddress && ask.privateRenter !== renter) return 'order.private_listing'
  if (durationSeconds < ask.minDurationSeconds) return 'order.duration_too_short'
  if (durationSeconds > ask.maxDurationSeconds) return 'order.duration_too_long'
  if (ask.availableFrom > now || now + startSlackSeconds + durationSeconds > ask.availableUntil) return 'order.outside_availability'
  return ask.maxFeeBps < book.feeBps ? 'order.fee_above_maximum' : null
}

/**
 * How many GPUs a bid or hold wants from an ask: up to `gpus`, but at least `atLeast`, of the `free` ones. It takes them in one slice or, if `slice` is set, in
 * several slices of at least `slice` GPUs each.
 */
export type GpusWish = { readonly gpus: number; readonly atLeast: number; readonly free: number; readonly slice: number | null }

/** Returns the number of GPUs that an ask can give, or the error code if it can give none. */
export function gpusFrom(ask: AskRecord, node: NodeRecord, wish: GpusWish): number | ErrorCode {
  if (wish.gpus < ask.minGpus) return 'order.too_few_gpus'
  const most = wish.slice === null ? Math.min(ask.maxGpus, node.gpus) : node.gpus
  if (wish.atLeast > most || (wish.slice ?? 0) > ask.maxGpus) return 'order.too_many_gpus'
  const offered = Math.min(wish.gpus, most, wish.free)
  return offered < Math.max(wish.atLeast, ask.minGpus) ? 'order.node_taken' : offered
}
