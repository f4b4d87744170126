import type { AskDemandWire } from '@infinitio/domain/wire'
import { electricityFloor, monthAt, priceCurveOf } from '#web/features/asks/PriceCurveChart.tsx'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** The most machines for which the page asks for a suggestion. For each of them the API replays all bids of some days. */
const mostAsked = 3
/** The least increase of the earnings that is worth a suggestion, in basis points. */
const leastGainBps = 1_000n
const daysOfMonth = 30n

/** A lower price per GPU-second, and the expected earnings a day at it and at the present price. All in base units. */
export type PriceSuggestion = { readonly price: bigint; readonly own: bigint; readonly day: bigint; readonly ownDay: bigint }

/**
 * Returns the machines for which a lower price may help: listed machines without a lease. The machine that is dearest among its class comes first. Returns at
 * most three.
 */
export function idleNodes(nodes: readonly ProviderNode[]): ProviderNode[] {
  return nodes
    .filter(({ state, ask, gpus, freeGpus }) => state === 'listed' && ask !== null && freeGpus === gpus)
    .sort((one, other) => (other.pricePercentile ?? -1) - (one.pricePercentile ?? -1))
    .slice(0, mostAsked)
}

type SuggestionInput = {
  readonly node: Pick<ProviderNode, 'ask' | 'gpus' | 'className'>
  readonly demand: Pick<AskDemandWire, 'curve' | 'from' | 'asOf'>
  readonly feeBps: number
}

/**
 * Returns the lower price at which the machine would have earned most, by a replay of past bids. Returns null if too few bids came, if the gain is below a
 * tenth, or if that price would not pay for the electricity of the GPU. Pure.
 */
export function priceSuggestionOf({ node, demand, feeBps }: SuggestionInput): PriceSuggestion | null {
  const curve = priceCurveOf({ demand, gpus: node.gpus, feeBps })
  if (curve === null || node.ask === null) return null
  const own = BigInt(node.ask.pricePerGpuSecond)
  const { price, month } = curve.best
  const ownMonth = monthAt(curve, own)
  const isGain = month > 0n && month * 10_000n >= ownMonth * (10_000n + leastGainBps)
  if (price >= own || !isGain || price < (electricityFloor(node.className)?.price ?? 0n)) return null
  return { price, own, day: month / daysOfMonth, ownDay: ownMonth / daysOfMonth }
}
