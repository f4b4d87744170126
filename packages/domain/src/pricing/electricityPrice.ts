import { assert } from '../assert.ts'
import type { Bps } from '../units/bps.ts'
import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

/**
 * The power of a leased GPU with its share of the machine, in watts; the price of a kWh in base units; and the required margin as a share of
 * that cost.
 */
export type Electricity = { readonly wattsPerGpu: bigint; readonly pricePerKwh: PTokenUnits; readonly marginBps: Bps }

const wattSecondsPerKwh = 3_600_000n
const whole = 10_000n

/**
 * Returns the lowest price per GPU-second, in base units, that pays for electricity with its margin after the market's fee, rounded up. Asserts
 * that the fee is below the whole price.
 */
export function electricityPrice({ wattsPerGpu, pricePerKwh, marginBps }: Electricity, { feeBps }: { feeBps: Bps }): PTokenUnits {
  assert(feeBps < whole, 'a fee leaves the provider something')
  const parts = wattSecondsPerKwh * (whole - feeBps)
  return pTokenUnits((wattsPerGpu * pricePerKwh * (whole + marginBps) + parts - 1n) / parts)
}
