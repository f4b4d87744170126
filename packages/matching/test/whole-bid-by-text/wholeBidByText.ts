import type { Bid } from '@infinitio/domain'
import { eligibleAsks, isPinned, type Rank } from './eligibleAsks.ts'
import { pinnedReason } from './pinnedReason.ts'
import { planSlices, startsOf } from './planSlices.ts'
import { machineOf, type Slice, type TextAsk, type TextMarket } from './textMarket.ts'

/**
 * The result of a whole bid: all its slices (parts of asks), or none and the code of the refusal. With `mayRest`, the book refuses the bid only if it is IOC or
 * FOK.
 */
export type Outcome = { readonly slices: readonly Slice[] } | { readonly refused: string; readonly mayRest: boolean }

type Plan = { readonly slices: readonly Slice[]; readonly isComplete: boolean; readonly lacksBalance: boolean }

/**
 * A test oracle for whole bids, written only from docs/matching.md. Its author did not know the book's search or the other oracle. It uses plain lists and
 * loops; each function names its section of the page.
 */
export function wholeBidByText(market: TextMarket, order: { bid: Bid; rank: Rank }): Outcome {
  if (startsOf(market.now, order.bid).length === 0) return { refused: 'order.start_window_missed', mayRest: false }
  if (isPinned(order.bid) && market.machines.get(order.bid.node)?.hidden) return { refused: 'node.silent', mayRest: true }
  const asks = eligibleAsks(market, order)
  const { slices, lacksBalance } = order.bid.cluster ? planCluster(market, order.bid, asks) : planAnywhere(market, order.bid, asks)
  if (slices !== null) return { slices }
  const reason = isPinned(order.bid) && order.bid.startFrom <= market.now ? pinnedReason(market, order.bid) : null
  return { refused: reason ?? (lacksBalance ? 'account.insufficient_balance' : 'order.fok_not_fillable'), mayRest: true }
}

function planAnywhere(market: TextMarket, bid: Bid, asks: readonly TextAsk[]) {
  const plan = planOf(market, { bid, asks, starts: startsOf(market.now, bid) })
  return { slices: plan.isComplete ? plan.slices : null, lacksBalance: plan.lacksBalance }
}

/** Follows the section "Clusters": all slices (parts of asks) have the same region and the same start. */
function planCluster(market: TextMarket, bid: Bid, asks: readonly TextAsk[]): { slices: readonly Slice[] | null; lacksBalance: boolean } {
  let lacksBalance = false
  for (const [place, start] of startsOf(market.now, bid).slice(0, 72).entries()) {
    const plans: Plan[] = []
    for (const regionId of new Set(asks.map((one) => machineOf(market, one).regionId))) {
      const ofRegion = asks.filter((one) => machineOf(market, one).regionId === regionId)
      if (place > 0 && !isPinned(bid) && gpusOfMachines(market, ofRegion) < bid.gpus) continue
      plans.push(planOf(market, { bid, asks: ofRegion, starts: [start] }))
    }
    lacksBalance ||= plans.some((plan) => plan.lacksBalance)
    const best = plans.filter(({ isComplete }) => isComplete).toSorted((left, right) => byCost(market, left, right))[0]
    if (best !== undefined) return { slices: best.slices, lacksBalance }
  }
  return { slices: null, lacksBalance }
}

function planOf(market: TextMarket, wanted: { bid: Bid; asks: readonly TextAsk[]; starts: ReturnType<typeof startsOf> }): Plan {
  const { slices, lacking } = planSlices(market, wanted)
  const cost = slices.reduce((sum, slice) => sum + costOf(market, slice, wanted.bid), 0n)
  const lacksBalance = cost > market.balance
  return { slices, isComplete: lacking === 0 && !lacksBalance, lacksBalance }
}

/** Follows the section "Money": a slice (part of an ask) costs its escrow plus one relay fee. */
function costOf({ feeBps, relayFee }: TextMarket, { one, gpus }: Slice, bid: Bid): bigint {
  const price = one.ask.pricePerGpuSecond * BigInt(gpus) * bid.durationSeconds
  return price + (price * feeBps + 9_999n) / 10_000n + relayFee
}

/** Sorts by the smallest sum of price × GPUs, then the cheaper first ask, then the older one. */
function byCost(market: TextMarket, left: Plan, right: Plan): number {
  const sumOf = ({ slices }: Plan) => slices.reduce((sum, { one, gpus }) => sum + one.ask.pricePerGpuSecond * BigInt(gpus), 0n)
  const firstOf = ({ slices }: Plan) => slices[0]?.one as TextAsk
  const difference = sumOf(left) - sumOf(right) || firstOf(left).ask.pricePerGpuSecond - firstOf(right).ask.pricePerGpuSecond
  return difference === 0n ? market.asks.indexOf(firstOf(left)) - market.asks.indexOf(firstOf(right)) : difference < 0n ? -1 : 1
}

function gpusOfMachines(market: TextMarket, asks: readonly TextAsk[]): number {
  return [...new Set(asks.map((one) => machineOf(market, one)))].reduce((sum, { gpus }) => sum + gpus, 0)
}
