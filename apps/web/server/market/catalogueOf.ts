import type { CatalogueWire } from '@infinitio/domain/wire'
import { spanOf } from './listingOf.ts'
import type { Market, MarketNode } from './marketNode.ts'
import { freeGpus } from './freeGpus.ts'
import { unavailability } from './unavailability.ts'

/** Classes and regions with what can be booked in them now, pure. Prices in PToken base units per GPU-second. */
export function catalogueOf(market: Market, { now }: { now: number }): CatalogueWire {
  const open = market.nodes.flatMap((node) => openOffer(node, market.fromHour, now))
  return {
    classes: market.classes.map(({ classId, name, vramGib, referencePricePerGpuSecond }) => {
      const offers = open.filter((offer) => offer.node.classId === classId).toSorted((a, b) => (a.price < b.price ? -1 : 1))
      return {
        classId,
        name,
        vramGib,
        referencePricePerGpuSecond: referencePricePerGpuSecond.toString(),
        cheapestPricePerGpuSecond: offers[0]?.price.toString() ?? null,
        medianPricePerGpuSecond: offers[Math.floor((offers.length - 1) / 2)]?.price.toString() ?? null,
        freeGpus: offers.reduce((sum, offer) => sum + offer.free, 0),
        listedNodes: offers.length,
      }
    }),
    regions: market.regions.map(({ regionId, name }) => ({
      regionId,
      name,
      listedNodes: open.filter((offer) => offer.node.regionId === regionId).length,
    })),
  }
}

function openOffer(node: MarketNode, fromHour: number, now: number): { node: MarketNode; price: bigint; free: number }[] {
  if (node.ask === null) return []
  const span = { now, durationSeconds: spanOf(node.ask, null), fromHour }
  if (unavailability(node, span) !== null) return []
  return [{ node, price: node.ask.ask.pricePerGpuSecond, free: freeGpus(node, span) }]
}
