import { assert } from '@infinitio/domain'

/**
 * Returns the payment for one due amount, in PToken base units. `available` is the most that the epoch may pay. If all due amounts together (`dueToAll`) fit
 * into it, the payment is the whole due amount. Otherwise each due amount is reduced in the same proportion and rounded down, so that the sum never exceeds
 * `available`. Calculates the same as `EmissionMath.payableOf`.
 */
export function payableOf(due: bigint, { dueToAll, available }: { dueToAll: bigint; available: bigint }): bigint {
  assert(due >= 0n && due <= dueToAll && available >= 0n, 'a part is within its whole')
  return dueToAll <= available ? due : (due * available) / dueToAll
}
