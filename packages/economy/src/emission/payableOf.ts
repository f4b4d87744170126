import { assert } from '@infinitio/domain'

/**
 * What is paid of an amount that is due, in PToken base units: all of it while everything due fits what is available (the surplus reserved
 * for the epoch, at most its forecast capacity), else the same share of each, rounded down, so that the sum never passes it.
 * Twin of `EmissionMath.payableOf`.
 */
export function payableOf(due: bigint, { dueToAll, available }: { dueToAll: bigint; available: bigint }): bigint {
  assert(due >= 0n && due <= dueToAll && available >= 0n, 'a part is within its whole')
  return dueToAll <= available ? due : (due * available) / dueToAll
}
