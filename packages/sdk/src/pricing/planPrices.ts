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
import type { MandateWire, MarketDetailWire, PricingPlan, ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'

/** The fields of a node that `planPrices` needs. */
export type PlannedNode = Pick<ProviderNodeWire, 'node' | 'name' | 'classId' | 'gpus' | 'freeGpus' | 'state' | 'ask' | 'askHash'>

/**
 * The price that a provider's pricing rule sets for one node. `act` says what to do:
 * - `sign`: the node needs a new ask.
 * - `keep`: its open ask has this price, or a price close to it.
 * - `not_listed`: nothing, because the node is not listed, and a rule must not list it again.
 * - `private`: nothing, because the node is offered to one renter only.
 */
export type PlannedPrice<Node extends PlannedNode = PlannedNode> = {
  readonly node: Node
  readonly current: PTokenUnits | null
  readonly wanted: RulePrice
  readonly act: 'sign' | 'keep' | 'not_listed' | 'private'
}

/**
 * The data that a pricing rule reads: the provider's nodes and leases (null if they cannot be read), the market data of their classes, and the market's fee.
 */
export type PlannedMarket = {
  readonly provider: {
    readonly nodes: readonly PlannedNode[]
    readonly leases: ProviderWire['leases'] | null
    readonly chainNow: number
  }
  readonly classes: ReadonlyMap<number, Pick<MarketDetailWire, 'classId' | 'depth'>>
  readonly feeBps: number
}

/** Returns the market data that a pricing rule needs for one class of GPUs. */
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

/** Calculates the prices that a provider's pricing rule sets for these nodes. It signs nothing. Throws the codes of `pricingRuleRefusal`. */
export function planPrices<Node extends PlannedNode>(plan: PricingPlan, market: PlannedMarket, nodes: readonly Node[]): PlannedPrice<Node>[] {
  return nodes.map((node) => {
    const wanted = priceByRule(plan.rule, pricingStateOf(plan, market, node.classId))
    if (isRefusal(wanted)) throw refusal(wanted.rejected, { detail: wanted.detail ?? '' })
    const current = node.ask === null ? null : pTokenUnits(BigInt(node.ask.pricePerGpuSecond))
    return { node, current, wanted, act: actOf(node, { current, wanted, stepBps: plan.stepBps }) }
  })
}

/**
 * Returns the rule with its lowest price (floor) raised to the lowest price of the signing permission, because the market rejects lower prices under this
 * permission. Pure.
 */
export function planUnderMandate(plan: PricingPlan, { minPricePerGpuSecond }: Pick<MandateWire, 'minPricePerGpuSecond'>): PricingPlan {
  const least = pTokenUnits(BigInt(minPricePerGpuSecond))
  return least <= plan.rule.floorPricePerGpuSecond ? plan : { ...plan, rule: { ...plan.rule, floorPricePerGpuSecond: least } }
}

function actOf(
  { ask }: PlannedNode,
  { current, wanted, stepBps }: { current: PTokenUnits | null; wanted: RulePrice; stepBps: PricingPlan['stepBps'] },
): PlannedPrice['act'] {
  if (ask === null || current === null) return 'not_listed'
  if (ask.privateRenter !== zeroAddress) return 'private'
  return isWorthRepricing(wanted, { current, stepBps }) ? 'sign' : 'keep'
}

/**
 * Returns the GPUs that other providers offer in a class, with their prices, from the market data of the API. Leaves out the provider's own listings: if a rule
 * counted them, it would react to its own prices.
 */
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

/** Maximum number of leases that the API returns, newest first. If a provider has more, its older leases are unknown. */
const mostLeases = 100

/**
 * Returns how much of a provider's GPU time of one class was leased in the last `windowSeconds`, in basis points: leased GPU-seconds divided by available
 * GPU-seconds, rounded down. Counts only nodes that are listed or leased now. Returns null if there are none. The API returns only the newest 100 leases. If it
 * returns 100, the window starts no earlier than the settlement of the oldest of them.
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
    // The unused time of a cancelled lease was refunded, but its `endsAt` is still the agreed end. So the lease counts only until it was closed.
    const seconds = Math.min(endsAt, closed?.at ?? chainNow, chainNow) - Math.max(terms.start, from)
    return ids.has(terms.node) && seconds > 0 ? sum + seconds * terms.gpus : sum
  }, 0)
  return bps(BigInt(Math.min(10_000, Math.floor((leased * 10_000) / (gpus * (chainNow - from))))))
}
