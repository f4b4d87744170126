import type { CatalogueWire } from '@infinitio/domain/wire'
import type { ListingIndex } from './createListingIndex.ts'
import { freeGpus } from './freeGpus.ts'
import { judgeRow, notBookable, rowTerms, secondsOf } from './judgeRow.ts'
import { nthPrice, priceAt } from './priceRank.ts'

/** Classes and regions with what can be booked in them now. Prices in PToken base units per GPU-second. */
export function catalogueOf(index: ListingIndex, { now }: { now: number }): CatalogueWire {
  index.turnTo(Math.floor(now / 3_600))
  const columns = index.columns()
  const terms = rowTerms({}, { now })
  const inClass = new Map<number, number[]>()
  const freeInClass = new Map<number, number>()
  const inRegion = new Map<number, number>()
  for (let slot = 0; slot < index.size(); slot += 1) {
    if (judgeRow(columns, slot, terms, (at) => priceAt(index, at)) === notBookable) continue
    const { classId, regionId, taken, gpus } = index.nodeAt(slot)
    const slots = inClass.get(classId)
    if (slots === undefined) inClass.set(classId, [slot])
    else slots.push(slot)
    const free = freeGpus({ gpus, taken }, { now, durationSeconds: secondsOf(columns, slot, 0) })
    freeInClass.set(classId, (freeInClass.get(classId) ?? 0) + free)
    inRegion.set(regionId, (inRegion.get(regionId) ?? 0) + 1)
  }
  const { classes, regions } = index.catalogue()
  return {
    classes: classes.map(({ classId, name, vramGib, referencePricePerGpuSecond }) => {
      const slots = inClass.get(classId) ?? []
      return {
        classId,
        name,
        vramGib,
        referencePricePerGpuSecond: referencePricePerGpuSecond.toString(),
        cheapestPricePerGpuSecond: nthPrice(index, slots, 0)?.toString() ?? null,
        medianPricePerGpuSecond: nthPrice(index, slots, Math.floor((slots.length - 1) / 2))?.toString() ?? null,
        freeGpus: freeInClass.get(classId) ?? 0,
        listedNodes: slots.length,
      }
    }),
    regions: regions.map(({ regionId, name }) => ({ regionId, name, listedNodes: inRegion.get(regionId) ?? 0 })),
  }
}
