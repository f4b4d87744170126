import { feeKeysOf, type FeeMatch } from '@infinitio/domain'
import { columnOf } from '../client/columns.ts'

/** Returns SQL for the sum of a lease's matching fees, from the columns of `leases`. */
export function sumOfFees(match: FeeMatch, { of = '' }: { readonly of?: 'l.' | '' } = {}): string {
  return feeKeysOf(match)
    .map((key) => `${of}${columnOf(key)}`)
    .join(' + ')
}
