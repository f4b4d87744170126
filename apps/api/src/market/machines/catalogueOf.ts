import type { CatalogueWire } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { freeNow } from '../starts/freeNow.ts'
import { nthPrice, sortedPrices } from '../rows/priceRank.ts'
import { searchTerms, skipped } from '../search/searchTerms.ts'

type Offers = { readonly slots: number[]; freeGpus: number }

/**
 * Returns all classes and regions with the number of machines that can be booked in them now. A class also has its free GPUs and the lowest and the median
 * price, in PToken base units per GPU-second.
 */
export function catalogueOf(index: ListingIndex, { now }: { now: number }): CatalogueWire {
  index.turnTo(Math.floor(now / 3_600))
  const { classes, regions } = index.catalogue()
  const { inClass, inRegion } = openOffers(index, now)
  return {
    classes: classes.map(({ classId, name, vramGib, referencePricePerGpuSecond }) => {
      const { slots, freeGpus } = inClass.get(classId) ?? { slots: [], freeGpus: 0 }
      const prices = { slots, sorted: sortedPrices(index, slots) }
      return {
        classId,
        name,
        vramGib,
        referencePricePerGpuSecond: referencePricePerGpuSecond.toString(),
        cheapestPricePerGpuSecond: nthPrice(index, prices, 0)?.toString() ?? null,
        medianPricePerGpuSecond: nthPrice(index, prices, Math.floor((slots.length - 1) / 2))?.toString() ?? null,
        freeGpus,
        listedNodes: slots.length,
      }
    }),
    regions: regions.map(({ regionId, name }) => ({ regionId, name, listedNodes: inRegion.get(regionId) ?? 0 })),
  }
}

function openOffers(index: ListingIndex, now: number): { inClass: Map<number, Offers>; inRegion: Map<number, number> } {
  const columns = index.columns()
  const groups = index.groups()
  const terms = searchTerms({}, { now, groups })
  const inClass = new Map<number, Offers>()
  const inRegion = new Map<number, number>()
  for (const { group, first, count } of index.blocks()) {
    const of = groups[group]
    if (of === undefined || terms.groups[group] === skipped) continue
    const offers = inClass.get(of.classId) ?? { slots: [], freeGpus: 0 }
    inClass.set(of.classId, offers)
    let open = 0
    for (let slot = first; slot < first + count; slot += 1) {
      const free = freeNow(columns, slot, terms)
      if (free === 0) continue
      offers.slots.push(slot)
      offers.freeGpus += free
      open += 1
    }
    inRegion.set(of.regionId, (inRegion.get(of.regionId) ?? 0) + open)
  }
  return { inClass, inRegion }
}
