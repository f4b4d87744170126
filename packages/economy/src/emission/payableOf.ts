import { assert } from '@infinitio/domain'

/**
 * Returns the payment for a due amount, in PToken base units. It is the whole amount while all due amounts fit the available one (the surplus reserved for the
 * epoch, at most its forecast capacity). Otherwise each gets the same share, rounded down, so that the sum never exceeds it. Calculates the same as
 * `EmissionMath.payableOf`.
 */
export function payableOf(due: bigint, { dueToAll, available }: { dueToAll: bigint; available: bigint }): bigint {
  assert(due >= 0n && due <= dueToAll && available >= 0n, 'a part is within its whole')
  return dueToAll <= available ? due : (due * available) / dueToAll
}
