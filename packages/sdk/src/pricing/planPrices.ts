import {
  bps,
  type Bps,
  isRefusal,
  isWorthRepricing,
  priceByRule,
  type PricedGpus,
  type PricingState,
  type PTokenUnits,
  pTokenUnits,
  type RulePrice,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import type { MarketDetailWire, PricingPlan, ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'

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

/** What others offer in a class now, of the 50 cheapest prices: depth by price without the provider's own listings. A rule that looked at its own would follow itself. */
export function othersOffers(
  { classId, depth }: Pick<MarketDetailWire, 'classId' | 'depth'>,
  { nodes }: { readonly nodes: readonly Pick<ProviderNodeWire, 'ask' | 'classId' | 'state' | 'freeGpus'>[] },
): PricedGpus[] {
  const own = new Map<string, number>()
  for (const node of nodes) {
    if (node.ask === null || node.classId !== classId || node.state !== 'listed') continue
    const { pricePerGpuSecond } = node.ask
    own.set(pricePerGpuSecond, (own.get(pricePerGpuSecond) ?? 0) + node.freeGpus)
  }
  return depth.asks
    .map(({ pricePerGpuSecond, gpus }) => ({
      pricePerGpuSecond: pTokenUnits(BigInt(pricePerGpuSecond)),
      gpus: Math.max(0, gpus - (own.get(pricePerGpuSecond) ?? 0)),
    }))
    .filter(({ gpus }) => gpus > 0)
}

/** So many leases the API answers at most, newest first: when there are more, nothing is known of the time before the oldest. */
const mostLeases = 100

/**
 * The part of a provider's GPUs of a class, on nodes that are offered or leased, that was leased in the last `windowSeconds`: leased GPU-seconds by
 * those there were. Null when it has none. Of more than 100 leases the window is as long as those reach back.
 */
export function ownUse(
  {
    nodes,
    leases,
    chainNow,
  }: Pick<ProviderWire, 'leases' | 'chainNow'> & { readonly nodes: readonly Pick<ProviderNodeWire, 'node' | 'ask' | 'classId' | 'state' | 'gpus'>[] },
  { classId, windowSeconds }: { classId: number; windowSeconds: bigint },
): Bps | null {
  const own = nodes.filter((node) => node.classId === classId && (node.ask !== null || node.state === 'rented'))
  const gpus = own.reduce((sum, node) => sum + node.gpus, 0)
  if (gpus === 0) return null
  const oldest = leases.length < mostLeases ? 0 : Math.min(...leases.map(({ settled }) => settled.at))
  const from = Math.max(chainNow - Number(windowSeconds), oldest)
  if (from >= chainNow) return null
  const ids = new Set(own.map(({ node }) => node))
  const leased = leases.reduce((sum, { terms, endsAt, closed }) => {
    // A cancelled lease still has the end that was paid for in `endsAt`. It gave the rest back, so it counts until it closed.
    const seconds = Math.min(endsAt, closed?.at ?? chainNow, chainNow) - Math.max(terms.start, from)
    return ids.has(terms.node) && seconds > 0 ? sum + seconds * terms.gpus : sum
  }, 0)
  return bps(BigInt(Math.min(10_000, Math.floor((leased * 10_000) / (gpus * (chainNow - from))))))
}
