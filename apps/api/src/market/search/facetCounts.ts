import { type GpuLink, gpuLinks, type Isolation, isolationLevels } from '@infinitio/domain'
import type { FacetsWire } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { notMeasured } from '../rows/listingColumns.ts'
import { priceAt } from '../rows/priceRank.ts'
import { countedPriceSteps } from '../rows/priceSteps.ts'
import { fails } from './fieldChecks.ts'

const vramSteps = [16, 24, 40, 48, 80, 96, 141, 180]
const gpuSteps = [1, 2, 4, 8]
const tierSteps = [1, 2, 3]
const readySteps = [10, 30, 60, 120, 300]

/**
 * Maps a time until ready, in seconds, to the range of the filter to which it belongs: the index of the first value in `readySteps` that is not below it. A
 * time above all values, or a node that was never measured, gets the index after the last one.
 */
export const readyStepOf = Uint8Array.from({ length: notMeasured + 1 }, (_, seconds) => {
  const step = seconds === notMeasured ? -1 : readySteps.findIndex((atMost) => seconds <= atMost)
  return step < 0 ? readySteps.length : step
})

/**
 * The counts of one search, from which the number beside each value of a filter is calculated. For a value, it counts the nodes that have this value and pass
 * all other filters.
 * - `groups`: nodes of each group, if the group passes all filters or fails only one
 * - `gpus`: nodes by the number of free GPUs
 * - `ready`: nodes by the range in which their time until ready is
 * - `prices`: nodes by the step to which their price belongs (`priceSteps.ts`)
 * - `cheapest`, `dearest`: slots of the cheapest and the dearest node; −1 for none
 */
export type FacetCounts = {
  readonly groups: Uint32Array
  readonly gpus: Uint32Array
  readonly ready: Uint32Array
  readonly prices: Uint32Array
  cheapest: number
  dearest: number
}

/**
 * For each value of each filter, returns how many machines the search would find with it if all other filters stay as they are. Pages leave out values with
 * which nothing would be found.
 */
export function facetsOf({ groups, gpus, ready, prices, cheapest, dearest }: FacetCounts, index: ListingIndex, failed: Uint8Array): FacetsWire {
  const byClass = new Map<number, number>()
  const byRegion = new Map<number, number>()
  const byVram = new Map<number, number>()
  const bySimulated = new Map<boolean, number>()
  const byIsolation = new Map<Isolation | null, number>()
  const byLink = new Map<GpuLink | null, number>()
  const byTier = new Map<number, number>()
  for (const [number, { classId, regionId, vramGib, isSimulated, isolation, gpuLink, tier }] of index.groups().entries()) {
    const count = groups[number] ?? 0
    if (count === 0) continue
    const fits = (bit: number) => failed[number] === 0 || failed[number] === bit
    if (fits(fails.class)) add(byClass, classId, count)
    if (fits(fails.region)) add(byRegion, regionId, count)
    if (fits(fails.vram)) add(byVram, vramGib, count)
    if (fits(fails.simulated)) add(bySimulated, isSimulated, count)
    if (fits(fails.isolation)) add(byIsolation, isolation, count)
    if (fits(fails.link)) add(byLink, gpuLink, count)
    if (fits(fails.tier)) add(byTier, tier, count)
  }
  const { classes, regions } = index.catalogue()
  const price = (slot: number) => priceAt(index, slot).toString()
  return {
    classes: classes.flatMap(({ classId, name }) => shown({ id: classId, name, count: byClass.get(classId) ?? 0 })),
    regions: regions.flatMap(({ regionId, name }) => shown({ id: regionId, name, count: byRegion.get(regionId) ?? 0 })),
    vramGib: vramSteps.flatMap((step) => shown({ atLeast: step, count: sumFrom([...byVram], step) })),
    gpus: gpuSteps.flatMap((step) => shown({ atLeast: step, count: sum(gpus.subarray(step)) })),
    readySeconds: readySteps.flatMap((atMost, step) => shown({ atMost, count: sum(ready.subarray(0, step + 1)) })),
    isolation: isolationLevels.flatMap((level) => shown({ level, count: byIsolation.get(level) ?? 0 })),
    gpuLinks: gpuLinks.flatMap((link) => shown({ link, count: byLink.get(link) ?? 0 })),
    tiers: tierSteps.flatMap((step) => shown({ atLeast: step, count: sumFrom([...byTier], step) })),
    simulated: { simulated: bySimulated.get(true) ?? 0, real: bySimulated.get(false) ?? 0 },
    pricePerGpuSecond: cheapest < 0 ? null : { min: price(cheapest), max: price(dearest) },
    prices: countedPriceSteps(prices),
  }
}

function add<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

function shown<Choice extends { count: number }>(choice: Choice): Choice[] {
  return choice.count > 0 ? [choice] : []
}

function sumFrom(counts: readonly (readonly [number, number])[], least: number): number {
  return counts.reduce((sum, [value, count]) => (value >= least ? sum + count : sum), 0)
}

function sum(counts: Uint32Array): number {
  return counts.reduce((all, count) => all + count, 0)
}
