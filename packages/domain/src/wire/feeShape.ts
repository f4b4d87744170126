import { type FeeKeyOf, feeKeysOf, feeLines, type FeeMatch } from '../fees/feeLines.ts'
import { feeRecord } from '../fees/fees.ts'
import { uint128, uint96 } from './scalars.ts'

/** Returns a schema field for each matching fee. A flat fee is a signed limit of 96 bits; a share of pay has 128 bits, like the pay. */
export function feeShape<const Match extends FeeMatch>(match: Match): Record<FeeKeyOf<Match>, typeof uint128> {
  return feeRecord(match, (key) => (feeLines[key].charge === 'flat' ? uint96 : uint128))
}

/** Returns "pay + fee + …" with the matching fees, for the description of a total. */
export function feeSum(match: FeeMatch): string {
  return ['pay', ...feeKeysOf(match)].join(' + ')
}
