import type { MatchId } from '@infinitio/domain'
import { availableOf } from '../book/availableBalance.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { comesBefore } from '../book/ranked.ts'
import { gpusToGo } from '../book/restingBids.ts'
import type { Turn } from '../book/turn.ts'
import { mostClusterStarts } from '../rules/marketRules.ts'
import { candidatesOf, marketsOf } from './candidates.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import { findOffer } from './findOffer.ts'
import { makeMatch, nextMatchId } from './makeMatch.ts'
import { forwardWindow, isWithinPrice, nodeMisfit, type Offer, startAfter, startsAtOnce, termsMisfit } from './offer.ts'

type Within = { readonly regionId: number | null; readonly start: number | null }

/** Fills a bid whole or not at all; returns its GPUs or 0. Its matches bear one group when they are several, or members of a cluster. */
export function fillWhole(turn: Turn, bid: BidRecord): number {
  const { gpus } = bid
  if (gpusToGo(bid) !== gpus) return 0
  const offers = bid.isCluster ? clusterPlan(turn, bid) : planWithin(turn, bid, { regionId: null, start: null })
  if (offers === null) return 0
  const group: MatchId | null = offers.length > 1 || bid.isCluster ? nextMatchId(turn) : null
  for (const offer of offers) makeMatch(turn, bid, { offer, group })
  return gpus
}

/** One region and one start for all: the earliest start that a region holds, and of the regions the one in which it costs least. */
function clusterPlan(turn: Turn, bid: BidRecord): Offer[] | null {
  const named = bid.node !== null ? [null] : [...new Set(marketsOf(turn, bid, null).map(({ regionId }) => regionId))]
  const inRegions = (regions: readonly (number | null)[], start: number | null) => {
    const plans = regions.flatMap((regionId) => {
      const plan = planWithin(turn, bid, { regionId, start })
      return plan === null ? [] : [plan]
    })
    return plans.sort(cheapestFirst)[0] ?? null
  }
  if (startsAtOnce(bid, turn)) return inRegions(named, null)
  const { first, last } = forwardWindow(turn, bid)
  const atFirst = first > last ? null : inRegions(named, first)
  if (atFirst !== null) return atFirst
  const regions = named.filter((regionId) => couldHold(turn, bid, regionId))
  let tried = 1
  for (let start = startAfter(first); start <= last && regions.length > 0 && tried < mostClusterStarts; start = startAfter(start)) {
    const plan = inRegions(regions, start)
    if (plan !== null) return plan
    tried += 1
  }
  return null
}

/** True when the asks of a region would hold the whole bid if nothing of their calendars were taken: asked once, before later starts are tried. */
function couldHold(turn: Turn, bid: BidRecord, regionId: number | null): boolean {
  let left = bid.gpus
  if (bid.node !== null) return true
  for (const { asks } of marketsOf(turn, bid, regionId)) {
    for (const record of asks) {
      if (!isWithinPrice(bid, record)) break
      if (nodeMisfit(bid, record.node) === null && termsMisfit(turn, bid, record) === null) left -= record.maxGpus
      if (left <= 0) return true
    }
  }
  return false
}

/** Slices in the order in which the bid takes them, until it is whole. Null when it does not get whole, or is more than its balance covers. */
function planWithin(turn: Turn, bid: BidRecord, { regionId, start }: Within): Offer[] | null {
  const available = availableOf(bid.account)
  const planned = new Map<NodeRecord, number>()
  const offers: Offer[] = []
  let left = bid.gpus
  let amount = 0n
  const asks = candidatesOf(turn, bid, regionId)
  for (let record = asks.next(); record !== undefined; record = asks.next()) {
    if (!isWithinPrice(bid, record)) {
      if (bid.byValue) continue
      return null
    }
    const offer = findOffer(turn, bid, record, { gpus: left, affordable: left, planned, start })
    if (offer === null) continue
    offers.push(offer)
    planned.set(record.node, (planned.get(record.node) ?? 0) + offer.gpus)
    left -= offer.gpus
    amount += offer.amount
    if (amount > available) {
      turn.isShort = true
      return null
    }
    if (left === 0) return offers
  }
  return null
}

function cheapestFirst(one: Offer[], other: Offer[]): number {
  const [cost, otherCost] = [costOf(one), costOf(other)]
  if (cost !== otherCost) return cost < otherCost ? -1 : 1
  return comesBefore((one[0] as Offer).record, (other[0] as Offer).record) ? -1 : 1
}

function costOf(offers: readonly Offer[]): bigint {
  return offers.reduce((sum, { record, gpus }) => sum + record.price * BigInt(gpus), 0n)
}
