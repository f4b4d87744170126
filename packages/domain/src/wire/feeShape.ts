import { type FeeKeyOf, feeKeysOf, feeLines, type FeeMatch } from '../fees/feeLines.ts'
import { feeRecord } from '../fees/fees.ts'
import { uint128, uint96 } from './scalars.ts'

/** Returns a field for each matching fee. A flat fee is signed in 96 bits; a share has the bits of its pay. */
export function feeShape<const Match extends FeeMatch>(match: Match): Record<FeeKeyOf<Match>, typeof uint128> {
  return feeRecord(match, (key) => (feeLines[key].charge === 'flat' ? uint96 : uint128))
}

/** Returns pay and the matching fees as a sum in words, for the description of a total. */
export function feeSum(match: FeeMatch): string {
  return ['pay', ...feeKeysOf(match)].join(' + ')
}
