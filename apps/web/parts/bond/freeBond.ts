import type { Bond } from '@infinitio/chain/react'

/** Returns the part of a bond that the provider can ask back while all machines stay listed, in base units. */
export function freeBond({ bonded, required }: Pick<Bond, 'bonded' | 'required'>): bigint {
  return bonded > required ? bonded - required : 0n
}
