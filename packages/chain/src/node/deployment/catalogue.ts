import { type PTokenUnits, pTokenUnits, referencePerformanceOf } from '@infinitio/domain'

/** A class of GPU. `referencePricePerGpuSecond` is in base units. */
export type CatalogueClass = { readonly name: string; readonly vramGib: number; readonly referencePricePerGpuSecond: PTokenUnits }

const secondsPerHour = 3600n
const baseUnitsPerTenThousandth = 10n ** 14n

/**
 * GPU classes that several providers offered publicly from January to July 2026. The price of a class is the median over these providers; each provider counts
 * with the median of its offers. Prices here are in ten-thousandths of a US dollar per GPU-hour, and prices per second are rounded down. Class 0 is a CPU slot
 * of a development machine.
 */
const offeredClasses: readonly CatalogueClass[] = [
  gpuClass('CPU slot (development)', 0, 200n),
  gpuClass('NVIDIA H100 SXM 80 GB', 80, 21_000n),
  gpuClass('NVIDIA H200 141 GB', 141, 34_400n),
  gpuClass('NVIDIA B200 180 GB', 180, 56_300n),
  gpuClass('NVIDIA A100 SXM 80 GB', 80, 13_950n),
  gpuClass('NVIDIA A100 40 GB', 40, 17_450n),
  gpuClass('NVIDIA L40S 48 GB', 48, 9_200n),
  gpuClass('NVIDIA L4 24 GB', 24, 6_200n),
  gpuClass('NVIDIA T4 16 GB', 16, 6_600n),
  gpuClass('NVIDIA A10G 24 GB', 24, 21_595n),
  gpuClass('NVIDIA V100 16 GB', 16, 1_700n),
  gpuClass('NVIDIA RTX 4090 24 GB', 24, 3_800n),
  gpuClass('NVIDIA RTX 5090 32 GB', 32, 6_000n),
  gpuClass('NVIDIA RTX A6000 48 GB', 48, 3_800n),
  gpuClass('NVIDIA RTX PRO 6000 96 GB', 96, 14_650n),
  gpuClass('AMD MI300X 192 GB', 192, 19_900n),
]

/**
 * Classes without public offers in the months from which the prices of `offeredClasses` come. The price of such a class is its performance
 * (`referencePerformanceOf`) times the lowest price per performance among `offeredClasses`. A vote can replace a price.
 */
const classesWithoutOffers = [
  ['AMD MI355X 288 GB', 288],
  ['AMD MI350X 288 GB', 288],
  ['AMD MI325X 256 GB', 256],
  ['AMD MI250 half 64 GB', 64],
  ['AMD MI210 64 GB', 64],
  ['AMD MI100 32 GB', 32],
  ['AMD Radeon PRO W7900 48 GB', 48],
  ['AMD Radeon AI PRO R9700 32 GB', 32],
  ['AMD RX 7900 XTX 24 GB', 24],
] as const satisfies readonly (readonly [name: string, vramGib: number])[]

/** The classes of every deployment; the index is the class id. New classes come last, because listings and orders store the ids. */
export const catalogueClasses: readonly CatalogueClass[] = [
  ...offeredClasses,
  ...classesWithoutOffers.map(([name, vramGib]) => ({ name, vramGib, referencePricePerGpuSecond: lowestPriceFor(performanceOf(name)) })),
]

/** The regions of every deployment; the index is the region id. */
export const catalogueRegions: readonly string[] = ['local', 'us-east', 'us-west', 'eu-west', 'eu-north', 'ap']

function gpuClass(name: string, vramGib: number, dollarTenThousandthsPerGpuHour: bigint): CatalogueClass {
  const perHour = dollarTenThousandthsPerGpuHour * baseUnitsPerTenThousandth
  return { name, vramGib, referencePricePerGpuSecond: pTokenUnits(perHour / secondsPerHour) }
}

function performanceOf(name: string): bigint {
  const performance = referencePerformanceOf(name)
  if (performance === null) throw new Error(`${name} has no data sheet`)
  return BigInt(performance)
}

/** Returns the lowest price, in base units per GPU-second, at which one of the offered GPU classes sells this performance. Rounded down. */
function lowestPriceFor(performance: bigint): PTokenUnits {
  const prices = offeredClasses
    .filter(({ vramGib }) => vramGib > 0)
    .map(({ name, referencePricePerGpuSecond }) => (referencePricePerGpuSecond * performance) / performanceOf(name))
  return pTokenUnits(prices.reduce((lowest, price) => (price < lowest ? price : lowest)))
}
