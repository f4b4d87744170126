import { assert } from '../assert.ts'
import type { Bps } from '../units/bps.ts'
import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

/**
 * Fee on an amount in base units, rounded up against the payer. Give it the cumulative amount and charge the difference to
 * the earlier charges, so that paying every second costs the same as once. Twin of `FeeLib.feeUp`; vectors: `vectors/fees.json`.
 */
export function feeUp({ amount, feeBps }: { amount: PTokenUnits; feeBps: Bps }): PTokenUnits {
  assert(feeBps <= 10_000n, 'a fee is at most the whole amount')
  return pTokenUnits((amount * feeBps + 9_999n) / 10_000n)
}
