import type { UnsentSettlement } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'
import type { Settling } from './payForSmall.ts'

/** Milliseconds that the parties have to settle a match. The match reserves its hours for every start within two minutes. */
const PATIENCE_MS = 120_000n

/**
 * Returns the code with which to abandon a match that the operator does not settle; null while its parties may still settle it. If the orders allow only the
 * operator to settle it, the match is abandoned at once. A small bid may be accepted without a fee. If its renter does not settle the match, the code counts
 * against the renter's account.
 */
export function leaveToParties(
  { createdAtMs }: Pick<UnsentSettlement, 'createdAtMs'>,
  { settling: { mayBe, wasSmall }, nowMs }: { settling: Extract<Settling, { by: 'party' }>; nowMs: number },
): ErrorCode | null {
  if (!mayBe) return 'order.value_too_low'
  if (BigInt(nowMs) - createdAtMs < PATIENCE_MS) return null
  return wasSmall ? 'order.not_settled' : 'order.value_too_low'
}
