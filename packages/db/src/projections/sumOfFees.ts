import { feeKeysOf, type FeeMatch } from '@infinitio/domain'

/** Writes the sum of the fees of a lease that match as SQL, from the columns of `leases`. */
export function sumOfFees(match: FeeMatch, { of = '' }: { readonly of?: 'l.' | '' } = {}): string {
  return feeKeysOf(match)
    .map((key) => `${of}${key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`)
    .join(' + ')
}
