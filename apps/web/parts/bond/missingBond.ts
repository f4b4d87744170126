import type { Bond } from '@infinitio/chain/react'

/** Returns the amount that a provider must add to the bond before the machines can be listed, in base units. */
export function missingBond({ bonded, required }: Pick<Bond, 'bonded' | 'required'>): bigint {
  return required > bonded ? required - bonded : 0n
}
