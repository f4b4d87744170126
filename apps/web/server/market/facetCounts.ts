import type { FacetsWire } from '@infinitio/domain/wire'
import type { ListingIndex } from './createListingIndex.ts'
import { priceAt } from './priceRank.ts'

const vramSteps = [16, 24, 40, 48, 80, 96, 141, 180]
const gpuSteps = [1, 2, 4, 8]

/** What was counted of each choice, each dimension with all the other filters applied. The cheapest and the dearest are slots, −1 when there is none. */
export type FacetCounts = {
  readonly classes: Uint32Array
  readonly regions: Uint32Array
  readonly vramGib: Uint32Array
  readonly gpus: Uint32Array
  simulated: number
  real: number
  cheapest: number
  dearest: number
}

/** Counts of nothing yet. */
export function noCounts(): FacetCounts {
  return {
    classes: new Uint32Array(256),
    regions: new Uint32Array(256),
    vramGib: new Uint32Array(65_536),
    gpus: new Uint32Array(256),
    ...{ simulated: 0, real: 0, cheapest: -1, dearest: -1 },
  }
}

/** Says what each choice would give, so that no choice shown leads nowhere. */
export function facetsOf(counts: FacetCounts, index: ListingIndex): FacetsWire {
  const { classes, regions } = index.catalogue()
  const price = (slot: number) => priceAt(index, slot).toString()
  return {
    classes: classes.flatMap(({ classId, name }) => shown({ id: classId, name, count: counts.classes[classId] ?? 0 })),
    regions: regions.flatMap(({ regionId, name }) => shown({ id: regionId, name, count: counts.regions[regionId] ?? 0 })),
    vramGib: atLeast(counts.vramGib, vramSteps),
    gpus: atLeast(counts.gpus, gpuSteps),
    simulated: { simulated: counts.simulated, real: counts.real },
    pricePerGpuSecond: counts.cheapest < 0 ? null : { min: price(counts.cheapest), max: price(counts.dearest) },
  }
}

function shown<Choice extends { count: number }>(choice: Choice): Choice[] {
  return choice.count > 0 ? [choice] : []
}

/** How many have each step or more; those with none are left out. */
function atLeast(counts: Uint32Array, steps: readonly number[]): { atLeast: number; count: number }[] {
  let below = counts.length
  let sum = 0
  const counted = steps.toReversed().map((step) => {
    for (; below > step; below -= 1) sum += counts[below - 1] as number
    return { atLeast: step, count: sum }
  })
  return counted.toReversed().filter(({ count }) => count > 0)
}
