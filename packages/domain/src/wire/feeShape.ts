import { type FeeKeyOf, feeKeysOf, feeLines, type FeeMatch } from '../fees/feeLines.ts'
import { feeRecord } from '../fees/fees.ts'
import { uint128, uint96 } from './scalars.ts'

/**
 * Returns the schema of each fee that `match` selects by payer and kind of charge. A flat fee is a signed limit and has up to 96 bits; a fee that is a fraction
 * of the pay has up to 128 bits, like the pay.
 */
export function feeShape<const Match extends FeeMatch>(match: Match): Record<FeeKeyOf<Match>, typeof uint128> {
  return feeRecord(match, (key) => (feeLines[key].charge === 'flat' ? uint96 : uint128))
}

/** Returns the text "pay + fee + …" with the selected fees, for the description of a total. */
export function feeSum(match: FeeMatch): string {
  return ['pay', ...feeKeysOf(match)].join(' + ')
}
