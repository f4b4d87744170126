import {
  anyoneExecutor,
  type Ask,
  backOffMs,
  type Bid,
  engineExecutor,
  isRefusal,
  isSmallPiece,
  type Mandate,
  mayRest,
  mandateRefusal,
  orderRelayFee,
  pTokenUnits,
  type PTokenUnits,
  type Refusal,
  settleFeeOf,
  type SettleTerms,
  zeroHex32,
  horizonSeconds,
} from '@infinitio/domain'
import { longestNoticeSeconds } from '@infinitio/matching'
import { checkBidForm } from './checkBidForm.ts'
import { gateRefusal } from './gateRefusal.ts'
import { mostSpentOn, pieceFeeOf } from './mostSpentOn.ts'
import type { OpenedAsk, OpenedBid, OpenedOrder } from './openedOrder.ts'
import { ptText } from './ptText.ts'
import { askKey, misfitKey, nonceKey, nonceOf, type OrderFacts } from './readOrderFacts.ts'

const leaveBookSeconds = 30n
const longestLeaseSeconds = BigInt(horizonSeconds)

/**
 * Checks an order against the current state of the market and of the account. Returns the refusal, or null if the order may be accepted. The matcher and the
 * contract check again later, so this check only reports a refusal earlier. An order that was accepted before is not checked again, because it may have been
 * filled since. Refuses with `order.*` codes for any order, and with `hold.*`, `node.*` and `account.insufficient_balance` also for a bid. Other codes are
 * those of `gateRefusal` and `checkMandate`.
 */
export function judgeOrder(order: OpenedOrder, facts: OrderFacts): Refusal | null {
  if (facts.accepted.has(`order:${order.orderHash}`)) return null
  if (order.stream !== null && facts.streams.get(order.stream) !== order.account)
    return { rejected: 'order.invalid_fields', detail: 'stream: not open, or not of this account' }
  return order.kind === 'bid' ? judgeBid(order, facts) : judgeAsk(order, facts)
}

function judgeBid(order: OpenedBid, facts: OrderFacts): Refusal | null {
  const { bid } = order
  const form = checkBidForm(bid, facts)
  if (form !== null) return form
  const gate = gateRefusal(facts.gates, { account: order.account, trades: true })
  if (gate !== null) return { rejected: gate }
  const wait = backOffRefusal(facts.strikes.get(order.account))
  if (wait !== null) return wait
  if (bid.maxFeeBps < BigInt(facts.market.feeBps)) return { rejected: 'order.fee_above_maximum' }
  if (bid.maxRelayFee < orderRelayFee({ ...bid, relayFee: facts.settleTerms.relayFee })) return { rejected: 'order.relay_fee_above_maximum' }
  const price = order.holdId === null ? askPrice(bid, facts) : heldPrice(bid, facts, order.holdId)
  if (isRefusal(price)) return price
  const value = valueRefusal(bid, price, facts.settleTerms)
  if (value !== null) return value
  if (bid.workloadHash !== zeroHex32 && !facts.workloads.has(bid.workloadHash)) return { rejected: 'node.workload_unknown' }
  if (facts.imageMisfits.has(misfitKey({ hash: bid.workloadHash, nodeId: bid.node })))
    return { rejected: 'node.images_unsupported', detail: bid.node }
  return nonceRefusal(order, facts) ?? fundsRefusal(bid, facts, price)
}

function judgeAsk(order: OpenedAsk, facts: OrderFacts): Refusal | null {
  const { ask, mandate } = order
  const form = checkAskForm(ask, facts) ?? (mandate === null ? null : checkMandate(ask, mandate, facts))
  if (form !== null) return form
  const gate = gateRefusal(facts.gates, { account: order.account, trades: false })
  if (gate !== null) return { rejected: gate }
  const wait = backOffRefusal(facts.askStrikes.get(order.account))
  if (wait !== null) return wait
  if (ask.maxFeeBps < BigInt(facts.market.feeBps)) return { rejected: 'order.fee_above_maximum' }
  return nonceRefusal(order, facts)
}

/** Returns a refusal if the account must wait because several of its orders made machines unavailable for nothing (strikes). */
function backOffRefusal(strikes: readonly number[] = []): Refusal | null {
  const waitMs = backOffMs(strikes)
  return waitMs > 0 ? { rejected: 'order.backed_off', detail: `for another ${Math.ceil(waitMs / 1_000)} s` } : null
}

type Price = ValuedAt & { readonly heldAmount: bigint }

function askPrice(bid: Bid, { asks }: OrderFacts): Price | Refusal {
  // A bid that may rest in the book, or that names no machine, does not need a fitting ask now. So calculate with the highest price that the bid allows.
  if (bid.node === zeroHex32 || mayRest(bid)) return { heldAmount: 0n, pricePerGpuSecond: bid.maxPricePerGpuSecond, mayAnybodySettle: false }
  const ask = asks.get(askKey({ nodeId: bid.node, renter: bid.renter }))
  if (ask === undefined) return { rejected: 'order.ask_gone' }
  if (!ask.isOpenToRenter) return { rejected: 'order.private_listing' }
  if (ask.provider === bid.renter) return { rejected: 'order.self_trade' }
  const pricePerGpuSecond = pTokenUnits(ask.pricePerGpuSecond)
  if (pricePerGpuSecond > bid.maxPricePerGpuSecond) return { rejected: 'order.price_moved' }
  return { heldAmount: 0n, pricePerGpuSecond, mayAnybodySettle: ask.executor === anyoneExecutor }
}

function heldPrice(bid: Bid, { holds, nowMs }: OrderFacts, holdId: string): Price | Refusal {
  const hold = holds.get(holdId)
  if (hold === undefined) return { rejected: 'hold.unknown' }
  if (hold.account !== bid.renter) return { rejected: 'hold.not_owner' }
  if (hold.state === 'used') return { rejected: 'hold.already_used' }
  if (hold.state === 'released') return { rejected: 'hold.released' }
  if (hold.state !== 'held' || Number(hold.expiresAtMs) <= nowMs) return { rejected: 'hold.expired' }
  if (hold.nodeId !== bid.node || hold.gpus !== bid.gpus || hold.durationSeconds !== bid.durationSeconds) return { rejected: 'hold.does_not_match' }
  const pricePerGpuSecond = pTokenUnits(hold.pricePerGpuSecond)
  if (pricePerGpuSecond > bid.maxPricePerGpuSecond) return { rejected: 'order.price_moved' }
  return { heldAmount: hold.funded ? hold.amount : 0n, pricePerGpuSecond, mayAnybodySettle: false }
}

/**
 * Rejects an order with a nonce that was cancelled on the chain. Also rejects a bid with a nonce of another bid, unless it replaces that bid. An ask may reuse
 * a nonce.
 */
function nonceRefusal(order: OpenedOrder, { nonces, funds }: OrderFacts): Refusal | null {
  const nonce = nonceOf(order)
  const used = nonces.get(nonceKey(nonce))
  if (used?.cancelled === true || nonce.nonce < (funds.get(order.account)?.floor ?? 0n)) return { rejected: 'order.nonce_cancelled' }
  const isTaken = order.kind === 'bid' && used !== undefined && used.orderHashes.some((hash) => hash !== order.orderHash && hash !== order.replaces)
  return isTaken ? { rejected: 'order.nonce_used' } : null
}

/**
 * Refuses a bid that the account cannot pay. Never refuses a bid that may rest in the book, because such a bid reserves no money. For a bid that names no
 * machine, the price is not known yet, so refuses it only if the account has no money at all.
 */
function fundsRefusal(bid: Bid, { funds, settleTerms }: OrderFacts, { heldAmount }: Price): Refusal | null {
  if (mayRest(bid)) return null
  const available = (funds.get(bid.renter)?.available ?? 0n) + heldAmount
  const needed = bid.node === zeroHex32 ? 1n : mostSpentOn(bid, pieceFeeOf(bid, settleTerms))
  if (available >= needed) return null
  const detail = `available ${ptText(available, { round: 'down' })}, needed ${ptText(needed, { round: 'up' })}`
  return { rejected: 'account.insufficient_balance', detail }
}

/**
 * Checks an ask that a machine's key signed under its provider's mandate. The contract settles nothing after the mandate's end, so the ask must expire before
 * that. Refuses with `order.mandate_mismatch`, `order.mandate_price_too_low`, `order.mandate_duration_too_long`, `order.mandate_exceeded`,
 * `order.mandate_expired`.
 */
function checkMandate(ask: Ask, mandate: Mandate, { now }: { now: bigint }): Refusal | null {
  if (mandate.provider !== ask.provider || mandate.node !== ask.node) return { rejected: 'order.mandate_mismatch' }
  const refusal = mandateRefusal(ask, mandate)
  if (refusal !== null) return refusal
  if (mandate.until <= now) return { rejected: 'order.mandate_expired' }
  return ask.expiry > mandate.until ? { rejected: 'order.mandate_exceeded', detail: 'until' } : null
}

/** Checks the form of an ask, before any data is read from the database. Returns null for a valid ask, else the refusal. */
function checkAskForm(ask: Ask, { now }: { now: bigint }): Refusal | null {
  if (ask.pricePerGpuSecond === 0n) return { rejected: 'order.invalid_fields', detail: 'pricePerGpuSecond' }
  if (ask.noticeSeconds > longestNoticeSeconds) return { rejected: 'order.invalid_fields', detail: 'noticeSeconds' }
  if (ask.minGpus > ask.maxGpus) return { rejected: 'order.invalid_fields', detail: 'minGpus, maxGpus' }
  if (ask.minDurationSeconds > ask.maxDurationSeconds || ask.maxDurationSeconds === 0n) {
    return { rejected: 'order.invalid_fields', detail: 'minDurationSeconds, maxDurationSeconds' }
  }
  if (ask.maxDurationSeconds > longestLeaseSeconds) return { rejected: 'lease.duration_limit' }
  if (ask.availableFrom >= ask.availableUntil) return { rejected: 'order.invalid_fields', detail: 'availableFrom, availableUntil' }
  if (ask.executor !== engineExecutor && ask.executor !== anyoneExecutor) return { rejected: 'order.executor_not_ours' }
  return ask.expiry <= now + leaveBookSeconds ? { rejected: 'order.expired' } : null
}

/**
 * Values that decide whether a bid is worth enough. `pricePerGpuSecond` is the price of the hold or of the named machine's ask; without these, it is the
 * highest price that the bid allows. `mayAnybodySettle` is true if the bid names a machine whose ask anybody may settle.
 */
type ValuedAt = { readonly pricePerGpuSecond: PTokenUnits; readonly mayAnybodySettle: boolean }

/**
 * Refuses with `order.value_too_low` a bid for a lease that is worth too little for the operator to settle for free. Two kinds of small bids are allowed:
 * - a bid that signs the relay fee for small leases
 * - a bid that its parties can settle themselves, because bid and ask allow any executor. It must name a machine; otherwise its matches could block other
 * machines without ever being settled.
 */
function valueRefusal(bid: Bid, { pricePerGpuSecond, mayAnybodySettle }: ValuedAt, terms: SettleTerms): Refusal | null {
  const whole = { pricePerGpuSecond, gpus: bid.gpus, durationSeconds: bid.durationSeconds }
  if (!isSmallPiece(whole, terms)) return null
  const fee = settleFeeOf(whole, terms)
  if (fee !== null && bid.maxRelayFee >= orderRelayFee({ ...bid, relayFee: fee })) return null
  if (bid.executor === anyoneExecutor && mayAnybodySettle) return null
  return { rejected: 'order.value_too_low', detail: `least value ${terms.leastLeaseValue}, relay fee ${fee ?? 'none'}` }
}
