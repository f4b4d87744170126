import type { ListingWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { getChain, getListing, getMarketClass, searchListings } from '../generated/calls.ts'
import type { PlannedMarket, PlannedNode } from './planPrices.ts'

/** The public market data that a node's own key can read. `node` is null while the node cannot be rented, because it is paused, full or not responding. */
export type MandatedMarket = PlannedMarket & { readonly chain: Awaited<ReturnType<typeof getChain>>; readonly node: PlannedNode | null }

const mostListings = 200

/**
 * Reads the public data of a node, its provider's listings and its class. `leases` is null, because only the provider's account may read the provider's leases.
 * So a pricing rule with this data cannot use how many of the provider's GPUs are leased.
 */
export async function readMandatedMarket(transport: Transport, { node, provider }: { node: string; provider: string }): Promise<MandatedMarket> {
  const [chain, detail] = await Promise.all([getChain(transport), getListing(transport, { node, query: {} })])
  const { classId } = detail
  const [market, page] = await Promise.all([
    getMarketClass(transport, classId, { candles: 1, trades: 1 }),
    searchListings(transport, { class: String(classId), includeSimulated: 'true', sort: 'price', limit: mostListings }),
  ])
  const others = page.items.filter((listing) => listing.provider === provider && listing.node !== node).map(plannedNode)
  const own = detail.listing === null ? null : plannedNode(detail.listing)
  return {
    chain,
    node: own,
    provider: { nodes: own === null ? others : [own, ...others], leases: null, chainNow: chain.chainNow },
    classes: new Map([[classId, market]]),
    feeBps: chain.feeBps,
  }
}

function plannedNode({ node, name, classId, gpus, freeGpus, ask, askHash }: ListingWire): PlannedNode {
  return { node, name, classId, gpus, freeGpus, state: 'listed', ask, askHash }
}
