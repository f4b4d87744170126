import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'

/** Returns the price per GPU-hour for a price per GPU-second, in base units. Exact. */
export function pricePerGpuHour(pricePerGpuSecond: PTokenUnits): PTokenUnits {
  return pTokenUnits(pricePerGpuSecond * 3600n)
}

/**
 * Returns the price per GPU-second for a price per GPU-hour, in base units, rounded down, so that the renter never pays above the displayed
 * price.
 */
export function pricePerGpuSecondDown(perGpuHour: PTokenUnits): PTokenUnits {
  return pTokenUnits(perGpuHour / 3600n)
}
