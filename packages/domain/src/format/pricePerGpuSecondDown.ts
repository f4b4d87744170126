import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

/** Price per GPU-second of a price per GPU-hour, in base units, rounded down: the renter never pays above the price shown. */
export function pricePerGpuSecondDown(perGpuHour: PTokenUnits): PTokenUnits {
  return pTokenUnits(perGpuHour / 3600n)
}
