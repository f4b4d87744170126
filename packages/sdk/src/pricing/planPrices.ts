import {
  bps,
  isRefusal,
  isWorthRepricing,
  priceByRule,
  type PricingState,
  type PTokenUnits,
  pTokenUnits,
  type RulePrice,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import type { MarketDetailWire, PricingPlan, ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'
import { othersOffers } from './othersOffers.ts'
import { ownUse } from './ownUse.ts'

/** What a plan must know of a node. */
export type PlannedNode = Pick<ProviderNodeWire, 'node' | 'name' | 'classId' | 'gpus' | 'freeGpus' | 'state' | 'ask' | 'askHash'>

/**
 * What a rule says of one node. `act`: `sign` a new ask, `keep` the one there is, or leave it alone since the node is `not_listed` (a rule never wakes a
 * paused listing) or offered to one renter at a price of their own (`private`).
 */
export type PlannedPrice<Node extends PlannedNode = PlannedNode> = {
  readonly node: Node
  readonly current: PTokenUnits | null
  readonly wanted: RulePrice
  readonly act: 'sign' | 'keep' | 'not_listed' | 'private'
}

/** What a plan looks at: the provider's nodes and leases (null when they may not be read), the answers for the classes of its nodes, the market's fee. */
export type PlannedMarket = {
  readonly provider: {
    readonly nodes: readonly PlannedNode[]
    readonly leases: ProviderWire['leases'] | null
    readonly chainNow: number
  }
  readonly classes: ReadonlyMap<number, Pick<MarketDetailWire, 'classId' | 'depth'>>
  readonly feeBps: number
}

/** The state of a class as a rule sees it for this provider. */
export function pricingStateOf({ rule }: Pick<PricingPlan, 'rule'>, { provider, classes, feeBps }: PlannedMarket, classId: number): PricingState {
  const { nodes, leases, chainNow } = provider
  const market = classes.get(classId)
  const windowSeconds = rule.utilisation?.windowSeconds
  return {
    now: unixSeconds(BigInt(chainNow)),
    feeBps: bps(BigInt(feeBps)),
    offers: market === undefined ? [] : othersOffers(market, { nodes }),
    utilisationBps: windowSeconds === undefined || leases === null ? null : ownUse({ nodes, leases, chainNow }, { classId, windowSeconds }),
  }
}

/** What a rule says of each of these nodes now; signs nothing. Throws what `pricingRuleRefusal` refuses. */
export function planPrices<Node extends PlannedNode>(plan: PricingPlan, market: PlannedMarket, nodes: readonly Node[]): PlannedPrice<Node>[] {
  return nodes.map((node) => {
    const wanted = priceByRule(plan.rule, pricingStateOf(plan, market, node.classId))
    if (isRefusal(wanted)) throw refusal(wanted.rejected, { detail: wanted.detail ?? '' })
    const current = node.ask === null ? null : pTokenUnits(BigInt(node.ask.pricePerGpuSecond))
    return { node, current, wanted, act: actOf(node, { current, wanted, stepBps: plan.stepBps }) }
  })
}

function actOf(
  { ask }: PlannedNode,
  { current, wanted, stepBps }: { current: PTokenUnits | null; wanted: RulePrice; stepBps: PricingPlan['stepBps'] },
): PlannedPrice['act'] {
  if (ask === null || current === null) return 'not_listed'
  if (ask.privateRenter !== zeroAddress) return 'private'
  return isWorthRepricing(wanted, { current, stepBps }) ? 'sign' : 'keep'
}
