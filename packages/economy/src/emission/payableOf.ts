import { assert } from '@infinitio/domain'

/**
 * Returns the payment for a due amount, in PToken base units. If all due amounts together fit into the available amount (the surplus reserved for the epoch,
 * but at most the value of the GPU time that providers can deliver), this is the whole due amount. Otherwise the same share of each due amount is paid, rounded
 * down, so that the sum never exceeds the available amount. Calculates the same as `EmissionMath.payableOf`.
 */
export function payableOf(due: bigint, { dueToAll, available }: { dueToAll: bigint; available: bigint }): bigint {
  assert(due >= 0n && due <= dueToAll && available >= 0n, 'a part is within its whole')
  return dueToAll <= available ? due : (due * available) / dueToAll
}
