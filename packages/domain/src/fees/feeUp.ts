import { assert } from '../assertNever.ts'
import type { Bps } from '../units/bps.ts'
import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

/**
 * Returns the fee on an amount in base units, rounded up against the payer. For a series of payments, pass the sum of all amounts so far, and charge the result
 * minus the earlier charges. Then many payments cost the same as one. Calculates the same as `FeeLib.feeUp`; vectors: `vectors/fees.json`.
 */
export function feeUp({ amount, feeBps }: { amount: PTokenUnits; feeBps: Bps }): PTokenUnits {
  assert(feeBps <= 10_000n, 'a fee is at most the whole amount')
  return pTokenUnits((amount * feeBps + 9_999n) / 10_000n)
}
