import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

/** Price per GPU-hour of a price per GPU-second, in base units. Exact. */
export function pricePerGpuHour(pricePerGpuSecond: PTokenUnits): PTokenUnits {
  return pTokenUnits(pricePerGpuSecond * 3600n)
}
