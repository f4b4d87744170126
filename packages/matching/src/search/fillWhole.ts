import type { MatchId } from '@infinitio/domain'
import { availableOf } from '../book/availableBalance.ts'
import { HourCounts } from '../book/structures/hourCounts.ts'
import { comesBefore } from '../book/structures/ranked.ts'
import { gpusToGo } from '../book/restingBids.ts'
import type { Turn } from '../book/turn.ts'
import type { ReservedHours } from '../events/bookEvent.ts'
import { manySlicesVersion, mostClusterStarts } from '../rules/marketRules.ts'
import { candidatesOf, marketsOf } from './candidates.ts'
import type { SliceWish } from './findForward.ts'
import { findSlice } from './findSlice.ts'
import { makeMatch, nextMatchId } from './makeMatch.ts'
import { forwardWindow, isWithinPrice, nodeMisfit, type Offer, startAfter, startsAtOnce, termsMisfit } from './offer.ts'
import type { BidRecord, NodeRecord } from '../book/records.ts'

/**
 * Fills a bid whole or not at all. Returns the number of its GPUs, or 0. The matches are in one group, so that they settle together, if there are several or if
 * the bid is a cluster.
 */
export function fillWhole(turn: Turn, bid: BidRecord): number {
  const { gpus } = bid
  if (gpusToGo(bid) !== gpus) return 0
  const offers = bid.isCluster ? clusterPlan(turn, bid) : planWhole(turn, bid, { regionId: null, start: null })
  if (offers === null) return 0
  const group: MatchId | null = offers.length > 1 || bid.isCluster ? nextMatchId(turn) : null
  for (const offer of offers) makeMatch(turn, bid, { offer, group })
  return gpus
}

/**
 * Returns the slices of a cluster, all in one region and with one start. Tries the first possible start and then full hours, at most 72 starts in all. Takes
 * the first start at which at least one region can fill the whole bid, and at this start the region with the lowest cost. Returns null if there is no such
 * start.
 */
function clusterPlan(turn: Turn, bid: BidRecord): Offer[] | null {
  const named = bid.node !== null ? [null] : [...new Set(marketsOf(turn, bid, null).map(({ regionId }) => regionId))]
  const inRegions = (regions: readonly (number | null)[], start: number | null) => {
    const plans = regions.flatMap((regionId) => {
      const plan = planWhole(turn, bid, { regionId, start })
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

/**
 * Returns true if the asks of a region could fill the whole bid with empty calendars. A region that could not is left out before later starts are tried. Since
 * version 6 of the rules, each machine counts once with all its GPUs; before that, each ask counted with its largest slice.
 */
function couldHold(turn: Turn, bid: BidRecord, regionId: number | null): boolean {
  const byMachine = turn.book.version >= manySlicesVersion
  const counted = new Set<NodeRecord>()
  let left = bid.gpus
  if (bid.node !== null) return true
  for (const { asks } of marketsOf(turn, bid, regionId)) {
    for (const record of asks) {
      const { node } = record
      if (!isWithinPrice(bid, record)) break
      if (byMachine && (node.isHidden || counted.has(node))) continue
      if (nodeMisfit(bid, node) !== null || termsMisfit(turn, bid, record) !== null) continue
      if (byMachine) counted.add(node)
      left -= byMachine ? node.gpus : record.maxGpus
      if (left <= 0) return true
    }
  }
  return false
}

function cheapestFirst(one: Offer[], other: Offer[]): number {
  const [cost, otherCost] = [costOf(one), costOf(other)]
  if (cost !== otherCost) return cost < otherCost ? -1 : 1
  return comesBefore((one[0] as Offer).record, (other[0] as Offer).record) ? -1 : 1
}

function costOf(offers: readonly Offer[]): bigint {
  return offers.reduce((sum, { record, gpus }) => sum + record.price * BigInt(gpus), 0n)
}

/** The region and the start that all slices (parts from one ask) of a planned fill must have. Null accepts any. */
type Within = { readonly regionId: number | null; readonly start: number | null }

/** Before version 6 of the rules, a planned slice (part of an ask) counted against the later slices in all hours, not only in its own. */
const everyHour: ReservedHours = { fromHour: 0, toHour: Number.MAX_SAFE_INTEGER }

/**
 * Returns the slices (parts of asks) that fill a bid whole, in the order in which it takes them: all slices of one ask, then of the next. Returns null if there
 * are not enough, or if the balance is too low for them. Before version 6 of the rules, each ask gave one slice.
 */
function planWhole(turn: Turn, bid: BidRecord, { regionId, start }: Within): Offer[] | null {
  const inSlices = turn.book.version >= manySlicesVersion
  const available = availableOf(bid.account)
  const offers: Offer[] = []
  let planned: Map<NodeRecord, HourCounts> | null = null
  let left = bid.gpus
  let amount = 0n
  const asks = candidatesOf(turn, bid, regionId)
  let record = asks.next()
  while (record !== undefined) {
    if (!isWithinPrice(bid, record) && !bid.byValue) return null
    const wish: SliceWish = { gpus: left, affordable: left, planned, start, inSlices }
    const offer = isWithinPrice(bid, record) ? findSlice(turn, bid, record, wish) : null
    if (offer !== null) {
      offers.push(offer)
      left -= offer.gpus
      amount += offer.amount
      if (amount > available) {
        turn.isShort = true
        return null
      }
      if (left === 0) return offers
      planned = withSlice(planned, offer, inSlices ? offer : everyHour)
    }
    if (offer === null || !inSlices) record = asks.next()
  }
  return null
}

/** Adds the hours of a chosen slice to the planned hours, so that later slices of the same bid do not use its GPUs again. */
function withSlice(
  planned: Map<NodeRecord, HourCounts> | null,
  { record: { node }, gpus }: Offer,
  hours: ReservedHours,
): Map<NodeRecord, HourCounts> {
  const all = planned ?? new Map<NodeRecord, HourCounts>()
  let counts = all.get(node)
  if (counts === undefined) {
    counts = new HourCounts()
    all.set(node, counts)
  }
  counts.change(hours, gpus)
  return all
}
