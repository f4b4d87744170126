import type { UnsentSettlement } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'
import type { Settling } from './payForSmall.ts'

/** So long the parties have: a match reserves the hours of every start within two minutes. */
const PATIENCE_MS = 120_000n

/**
 * Returns with which code a match that we do not settle is given up, null while its parties may still settle it. Where its orders let nobody but us settle it, that
 * is at once. A renter who was accepted without a fee and left the match unsettled gets a code that counts against the account.
 */
export function leaveToParties(
  { createdAtMs }: Pick<UnsentSettlement, 'createdAtMs'>,
  { settling: { mayBe, wasSmall }, nowMs }: { settling: Extract<Settling, { by: 'party' }>; nowMs: number },
): ErrorCode | null {
  if (!mayBe) return 'order.value_too_low'
  if (BigInt(nowMs) - createdAtMs < PATIENCE_MS) return null
  return wasSmall ? 'order.not_settled' : 'order.value_too_low'
}
