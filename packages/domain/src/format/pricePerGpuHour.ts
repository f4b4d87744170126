import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'

/** Price per GPU-hour of a price per GPU-second, in base units. Exact. */
export function pricePerGpuHour(pricePerGpuSecond: PTokenUnits): PTokenUnits {
  return pTokenUnits(pricePerGpuSecond * 3600n)
}

/** Price per GPU-second of a price per GPU-hour, in base units, rounded down: the renter never pays above the price shown. */
export function pricePerGpuSecondDown(perGpuHour: PTokenUnits): PTokenUnits {
  return pTokenUnits(perGpuHour / 3600n)
}
