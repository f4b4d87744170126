import { assert } from '../assert.ts'
import type { Bps } from '../units/bps.ts'
import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

/** What a leased GPU draws, with its share of the machine; what a kWh costs in base units; and what must be left over, in parts of that cost. */
export type Electricity = { readonly wattsPerGpu: bigint; readonly pricePerKwh: PTokenUnits; readonly marginBps: Bps }

const wattSecondsPerKwh = 3_600_000n
const whole = 10_000n

/**
 * The least price per GPU-second, in base units, that pays for electricity and its margin once the market's fee is off, rounded up: never a unit below.
 * Asserts that the fee leaves something.
 */
export function electricityPrice({ wattsPerGpu, pricePerKwh, marginBps }: Electricity, { feeBps }: { feeBps: Bps }): PTokenUnits {
  assert(feeBps < whole, 'a fee leaves the provider something')
  const parts = wattSecondsPerKwh * (whole - feeBps)
  return pTokenUnits((wattsPerGpu * pricePerKwh * (whole + marginBps) + parts - 1n) / parts)
}
