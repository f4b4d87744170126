import { assert } from '../assert.ts'
import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

const whole = 10_000n

/** A price per GPU-second that is `changeBps` higher, or lower when it is negative; rounded down, and never nothing. Asserts that not all of it is taken off. */
export function changedPrice(price: PTokenUnits, { changeBps }: { changeBps: bigint }): PTokenUnits {
  assert(changeBps > -whole, 'a change leaves a price')
  const changed = (price * (whole + changeBps)) / whole
  return pTokenUnits(changed > 0n ? changed : 1n)
}
