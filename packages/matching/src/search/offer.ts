import type { PTokenUnits } from '@infinitio/domain'
import { freeGpus } from '../book/freeGpus.ts'
import type { Turn } from '../book/turn.ts'
import { expiryMarginSeconds, startSlackSeconds } from '../rules/marketRules.ts'
import { takesClass, takesRegion } from './takesClass.ts'
import type { AskRecord, BidRecord, NodeRecord } from '../book/records.ts'

/**
 * The part of an ask that a bid can get: the GPUs and the start of their lease (0 means the start of the block that settles), the hours of the node to reserve,
 * and the amount of the renter's balance to reserve.
 */
export type Offer = {
  readonly record: AskRecord
  readonly gpus: number
  readonly amount: PTokenUnits
  readonly start: number
  readonly fromHour: number
  readonly toHour: number
}

const slack = Number(startSlackSeconds)

/** Returns true if a spot bid may start now. */
export function startsAtOnce({ startFrom }: BidRecord, { second }: Turn): boolean {
  return startFrom <= second
}

/** Returns true if an ask's price is within a bid's limit. */
export function isWithinPrice(bid: BidRecord, ask: AskRecord): boolean {
  return bid.isExactRank ? ask.rank <= bid.maxRank : ask.price <= bid.price
}

/** The name of a property by which a machine (node) does not fit a bid. */
export type NodeMisfit = 'vram' | 'tier' | 'reliability' | 'other_node' | 'class' | 'region'

/** Returns the first property of a node that does not fit a bid, or null if every property fits. */
export function nodeMisfit(bid: BidRecord, node: NodeRecord): NodeMisfit | null {
  if (node.vramGib < bid.minVramGib) return 'vram'
  if (node.tier < bid.minTier) return 'tier'
  if (node.reliabilityBps < bid.minReliabilityBps) return 'reliability'
  if (bid.node !== null) return bid.node === node.node ? null : 'other_node'
  if (!takesClass(bid, node.classId)) return 'class'
  return takesRegion(bid, node.regionId) ? null : 'region'
}

/** The name of the term that prevents an ask and a bid from trading. `given_up`: an earlier match of this ask and bid was given up. */
export type TermsMisfit = 'too_short' | 'too_long' | 'own_bid' | 'private' | 'mandate' | 'fee' | 'given_up'

/** Returns the first term that keeps an ask and a bid from trading now, or null if every term fits. Hours, GPUs and price are not checked here. */
export function termsMisfit(turn: Turn, bid: BidRecord, record: AskRecord): TermsMisfit | null {
  if (bid.seconds < record.minSeconds) return 'too_short'
  if (bid.seconds > record.maxSeconds) return 'too_long'
  if (record.node.account === bid.account) return 'own_bid'
  const special = record.isPlain ? null : specialMisfit(turn, bid, record)
  if (special !== null) return special
  return bid.avoided?.has(record.orderHash) === true ? 'given_up' : null
}

/**
 * Checks the terms that only some asks have: a private renter, a signing permission that expires, a limit on the fee. Returns the first one that does not fit,
 * or null.
 */
function specialMisfit({ book, now }: Turn, bid: BidRecord, ask: AskRecord): TermsMisfit | null {
  const { mandate } = ask
  if (ask.isPrivate && ask.privateRenter !== bid.renter) return 'private'
  if (mandate !== null && mandate.until - expiryMarginSeconds <= now) return 'mandate'
  return ask.maxFeeBps < book.feeBps ? 'fee' : null
}

/** Returns true if an ask may serve a bid now, apart from the hours, the GPUs and the price. */
export function mayServe(turn: Turn, bid: BidRecord, record: AskRecord): boolean {
  return !record.node.isHidden && nodeMisfit(bid, record.node) === null && termsMisfit(turn, bid, record) === null
}

/**
 * Returns the number of GPUs that a lease can take if it starts at once. A settle may take some time, so the GPUs must be free in every hour for any start
 * within that time. Returns 0 if the ask is not available for the whole lease.
 */
export function freeAtOnce({ second }: Turn, { seconds }: BidRecord, { node, from, until }: AskRecord): number {
  const lastEnd = second + slack + seconds
  return from > second || lastEnd > until ? 0 : freeGpus(node, Math.floor(second / 3600), Math.ceil(lastEnd / 3600))
}

/** Returns the first and the last second at which a bid's forward lease may start, as of now. */
export function forwardWindow({ second }: Turn, { startFrom, startUntil }: BidRecord): { first: number; last: number } {
  return { first: Math.max(startFrom, second + slack), last: startUntil }
}

/** Returns the next start to try after `start`: the next full hour, in Unix seconds. */
export function startAfter(start: number): number {
  return (Math.floor(start / 3600) + 1) * 3600
}
