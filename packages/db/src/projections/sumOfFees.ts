import { feeKeysOf, type FeeMatch } from '@infinitio/domain'

/** Returns SQL for the sum of a lease's matching fees, from the columns of `leases`. */
export function sumOfFees(match: FeeMatch, { of = '' }: { readonly of?: 'l.' | '' } = {}): string {
  return feeKeysOf(match)
    .map((key) => `${of}${key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`)
    .join(' + ')
}
