import { type PTokenUnits, pTokenUnits, referencePerformanceOf } from '@infinitio/domain'

/** A class of GPU. `referencePricePerGpuSecond` is in base units. */
export type CatalogueClass = { readonly name: string; readonly vramGib: number; readonly referencePricePerGpuSecond: PTokenUnits }

const secondsPerHour = 3600n
const baseUnitsPerTenThousandth = 10n ** 14n

/**
 * The classes with published offers. A price is the median over providers of each provider's median published offer, in
 * ten-thousandths of a US dollar per GPU-hour (January to July 2026). Class 0 is a CPU slot of a development machine. Prices per second are
 * rounded down.
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
 * Classes without a median of published offers in that time. The class of `offeredClasses` with the cheapest performance (`referencePerformanceOf`) decides
 * their price, in proportion to performance. So no bond and no promised capacity is valued above a published price. Governance can replace it.
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

/** Returns the lowest price at which the offered GPU classes have this performance, in base units, rounded down. */
function lowestPriceFor(performance: bigint): PTokenUnits {
  const prices = offeredClasses
    .filter(({ vramGib }) => vramGib > 0)
    .map(({ name, referencePricePerGpuSecond }) => (referencePricePerGpuSecond * performance) / performanceOf(name))
  return pTokenUnits(prices.reduce((lowest, price) => (price < lowest ? price : lowest)))
}
