import { type PTokenUnits, pTokenUnits } from '@infinitio/domain'

/** A class of GPU. `referencePricePerGpuSecond` is in base units. */
export type CatalogueClass = { readonly name: string; readonly vramGib: number; readonly referencePricePerGpuSecond: PTokenUnits }

const secondsPerHour = 3600n
const baseUnitsPerTenThousandth = 10n ** 14n

/**
 * The classes of every deployment; the index is the class id. A price is the median over providers of each provider's median published offer, in
 * ten-thousandths of a US dollar per GPU-hour (January to July 2026). Class 0 is a CPU slot of a development machine. Prices per second are
 * rounded down.
 */
export const catalogueClasses: readonly CatalogueClass[] = [
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
]

/** The regions of every deployment; the index is the region id. */
export const catalogueRegions: readonly string[] = ['local', 'us-east', 'us-west', 'eu-west', 'eu-north', 'ap']

function gpuClass(name: string, vramGib: number, dollarTenThousandthsPerGpuHour: bigint): CatalogueClass {
  const perHour = dollarTenThousandthsPerGpuHour * baseUnitsPerTenThousandth
  return { name, vramGib, referencePricePerGpuSecond: pTokenUnits(perHour / secondsPerHour) }
}
