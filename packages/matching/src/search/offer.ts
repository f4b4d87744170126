import type { PTokenUnits } from '@infinitio/domain'
import type { AskRecord } from '../book/askRecord.ts'
import { freeGpus } from '../book/freeGpus.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import type { Turn } from '../book/turn.ts'
import { expiryMarginSeconds, startSlackSeconds } from '../rules/marketRules.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import { takesClass, takesRegion } from './takesClass.ts'

/** Some GPUs of an ask from a start on (0: the block that settles), the hours of the node that this takes, and what it keeps of the balance. */
export type Offer = {
  readonly record: AskRecord
  readonly gpus: number
  readonly amount: PTokenUnits
  readonly start: number
  readonly fromHour: number
  readonly toHour: number
}

const slack = Number(startSlackSeconds)

/** True when a bid that starts in the block which settles it may start now. */
export function startsAtOnce({ startFrom }: BidRecord, { second }: Turn): boolean {
  return startFrom <= second
}

/** True when a price is within a bid's. */
export function isWithinPrice(bid: BidRecord, ask: AskRecord): boolean {
  return bid.isExactRank ? ask.rank <= bid.maxRank : ask.price <= bid.price
}

/** What of a node a bid does not take. */
export type NodeMisfit = 'vram' | 'tier' | 'reliability' | 'other_node' | 'class' | 'region'

/** The first thing of a node that a bid does not take; null when it is of a kind the bid takes. */
export function nodeMisfit(bid: BidRecord, node: NodeRecord): NodeMisfit | null {
  if (node.vramGib < bid.minVramGib) return 'vram'
  if (node.tier < bid.minTier) return 'tier'
  if (node.reliabilityBps < bid.minReliabilityBps) return 'reliability'
  if (bid.node !== null) return bid.node === node.node ? null : 'other_node'
  if (!takesClass(bid, node.classId)) return 'class'
  return takesRegion(bid, node.regionId) ? null : 'region'
}

/** What of the terms keeps an ask and a bid from trading. `given_up`: a match of the two was given up before. */
export type TermsMisfit = 'too_short' | 'too_long' | 'own_bid' | 'private' | 'mandate' | 'fee' | 'given_up'

/** The first of the terms that keeps an ask and a bid from trading now, whatever the hours, the GPUs and the price; null when they may. */
export function termsMisfit(turn: Turn, bid: BidRecord, record: AskRecord): TermsMisfit | null {
  if (bid.seconds < record.minSeconds) return 'too_short'
  if (bid.seconds > record.maxSeconds) return 'too_long'
  if (record.node.account === bid.account) return 'own_bid'
  const special = record.isPlain ? null : specialMisfit(turn, bid, record)
  if (special !== null) return special
  return bid.avoided?.has(record.orderHash) === true ? 'given_up' : null
}

/** What only some asks have: a renter of their own, a mandate that runs out, a fee they do not pay. */
function specialMisfit({ book, now }: Turn, bid: BidRecord, ask: AskRecord): TermsMisfit | null {
  const { mandate } = ask
  if (ask.isPrivate && ask.privateRenter !== bid.renter) return 'private'
  if (mandate !== null && mandate.until - expiryMarginSeconds <= now) return 'mandate'
  return ask.maxFeeBps < book.feeBps ? 'fee' : null
}

/** True when an ask may serve a bid now, whatever the hours, the GPUs and the price. */
export function mayServe(turn: Turn, bid: BidRecord, record: AskRecord): boolean {
  return !record.node.isHidden && nodeMisfit(bid, record.node) === null && termsMisfit(turn, bid, record) === null
}

/** GPUs free in every hour of any start within the slack, 0 when the ask's availability does not hold them: what a start at once can take. */
export function freeAtOnce({ second }: Turn, { seconds }: BidRecord, { node, from, until }: AskRecord): number {
  const lastEnd = second + slack + seconds
  return from > second || lastEnd > until ? 0 : freeGpus(node, Math.floor(second / 3600), Math.ceil(lastEnd / 3600))
}

/** The first and the last second at which a forward lease of a bid may start now. */
export function forwardWindow({ second }: Turn, { startFrom, startUntil }: BidRecord): { first: number; last: number } {
  return { first: Math.max(startFrom, second + slack), last: startUntil }
}

/** The next start to try after one: the next full hour. */
export function startAfter(start: number): number {
  return (Math.floor(start / 3600) + 1) * 3600
}
