import type { PTokenUnits } from '@infinitio/domain'
import type { AskRecord } from '../book/askRecord.ts'
import { freeGpus } from '../book/freeGpus.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { isExactRank } from '../book/ranked.ts'
import type { Turn } from '../book/turn.ts'
import { startSlackSeconds } from '../rules/marketRules.ts'
import { type CompiledBid, takesClass, takesRegion } from './compiledBid.ts'

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
export function startsAtOnce({ startFrom }: CompiledBid, { second }: Turn): boolean {
  return startFrom <= second
}

/** True when a price is within a bid's. */
export function isWithinPrice({ maxRank, record }: CompiledBid, { rank, price }: AskRecord): boolean {
  return isExactRank(maxRank) ? rank <= maxRank : price <= record.price
}

/** True when a node is of a kind the bid takes. */
export function isNodeWanted(bid: CompiledBid, node: NodeRecord): boolean {
  if (node.vramGib < bid.minVramGib || node.tier < bid.minTier || node.reliabilityBps < bid.minReliabilityBps) return false
  if (bid.node !== null) return bid.node === node.node
  return takesClass(bid, node.classId) && takesRegion(bid, node.regionId)
}

/** True when an ask and a bid may trade at all, now, whatever the hours, the GPUs and the price. */
export function mayTrade({ book, second }: Turn, bid: CompiledBid, ask: AskRecord): boolean {
  if (bid.seconds < ask.minSeconds || bid.seconds > ask.maxSeconds) return false
  const { account, placed } = bid.record
  // An account has one record: who offers to himself is told by it, without reading two addresses.
  if (ask.account === account || (ask.privateRenter !== null && ask.privateRenter !== placed.bid.renter)) return false
  if (ask.mandateEndsAt !== null && ask.mandateEndsAt <= second) return false
  return ask.maxFeeBps >= book.feeBps && (bid.avoided === null || !bid.avoided.has(ask.orderHash))
}

/** GPUs free in every hour of any start within the slack, 0 when the ask's availability does not hold them: what a start at once can take. */
export function freeAtOnce({ second }: Turn, { seconds }: CompiledBid, { node, from, until }: AskRecord): number {
  const lastEnd = second + slack + seconds
  return from > second || lastEnd > until ? 0 : freeGpus(node, Math.floor(second / 3600), Math.ceil(lastEnd / 3600))
}

/** The first and the last second at which a forward lease of a bid may start now. */
export function forwardWindow({ second }: Turn, { startFrom, startUntil }: CompiledBid): { first: number; last: number } {
  return { first: Math.max(startFrom, second + slack), last: startUntil }
}

/** The next start to try after one: the next full hour. */
export function startAfter(start: number): number {
  return (Math.floor(start / 3600) + 1) * 3600
}
