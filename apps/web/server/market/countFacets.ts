import type { FacetsWire } from '@infinitio/domain/wire'
import type { Dimension, Judged } from './judged.ts'
import type { Market } from './marketNode.ts'

const vramSteps = [16, 24, 40, 48, 80, 96, 141, 180]
const gpuSteps = [1, 2, 4, 8]

/** Counts what each choice would give, each dimension with all the other filters applied, so that no choice shown leads nowhere. */
export function countFacets(judged: readonly Judged[], market: Market): FacetsWire {
  const but = (dimension: Dimension) => judged.filter(({ fails }) => fails.every((failed) => failed === dimension))
  const byClass = countBy(but('class').map(({ node }) => node.classId))
  const byRegion = countBy(but('region').map(({ node }) => node.regionId))
  const forVram = but('vram')
  const forGpus = but('gpus')
  const forSimulated = but('simulated')
  const prices = but('price').map(({ offer }) => offer.ask.pricePerGpuSecond)
  const simulated = forSimulated.filter(({ node }) => node.simulated).length
  return {
    classes: market.classes
      .filter(({ classId }) => byClass.has(classId))
      .map(({ classId, name }) => ({ id: classId, name, count: byClass.get(classId) ?? 0 })),
    regions: market.regions
      .filter(({ regionId }) => byRegion.has(regionId))
      .map(({ regionId, name }) => ({ id: regionId, name, count: byRegion.get(regionId) ?? 0 })),
    vramGib: vramSteps
      .map((atLeast) => ({ atLeast, count: forVram.filter(({ node }) => node.vramGib >= atLeast).length }))
      .filter(({ count }) => count > 0),
    gpus: gpuSteps.map((atLeast) => ({ atLeast, count: forGpus.filter(({ free }) => free >= atLeast).length })).filter(({ count }) => count > 0),
    simulated: { simulated, real: forSimulated.length - simulated },
    pricePerGpuSecond: prices.length === 0 ? null : { min: smallest(prices).toString(), max: largest(prices).toString() },
  }
}

function countBy(ids: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

function smallest(prices: readonly bigint[]): bigint {
  return prices.reduce((least, price) => (price < least ? price : least))
}

function largest(prices: readonly bigint[]): bigint {
  return prices.reduce((most, price) => (price > most ? price : most))
}
