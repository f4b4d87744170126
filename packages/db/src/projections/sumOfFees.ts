import { feeKeysOf, type FeeMatch } from '@infinitio/domain'
import { columnOf } from '../client/columns.ts'

/** Returns SQL that sums those fees of a lease that match `match`, from the columns of `leases`. */
export function sumOfFees(match: FeeMatch, { of = '' }: { readonly of?: 'l.' | '' } = {}): string {
  return feeKeysOf(match)
    .map((key) => `${of}${columnOf(key)}`)
    .join(' + ')
}
