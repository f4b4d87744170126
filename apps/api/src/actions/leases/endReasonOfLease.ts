import type { LeaseDetailRow, StandingOrderRow } from '@infinitio/db'
import { type EndReason, endReasonFromCode } from '@infinitio/domain'
import { standingOrderBody } from './standingOrders.ts'

/**
 * Returns why a lease ended, or null while it is live. Returns `budget_reached` if the paid time was over, auto-extend was on, and one more extension would
 * have exceeded the holder's limit. The contract has no such reason; it stores `time_up` for these leases. Pure.
 */
export function endReasonOfLease(
  row: Pick<LeaseDetailRow, 'state' | 'endReason' | 'startAt' | 'endAt'>,
  { standing, now }: { standing: StandingOrderRow | null; now: number },
): EndReason | null {
  const isOver = row.state === 'active' && now >= Number(row.endAt)
  if (row.endReason === null && !isOver) return null
  const reason = row.endReason === null ? 'time_up' : endReasonFromCode(row.endReason)
  return reason === 'time_up' && isBudgetUsed(row, standing) ? 'budget_reached' : reason
}

function isBudgetUsed({ startAt, endAt }: Pick<LeaseDetailRow, 'startAt' | 'endAt'>, standing: StandingOrderRow | null): boolean {
  if (standing === null || standing.withdrawn || standing.withdrawing) return false
  const { stepSeconds, maxTotalSeconds } = standingOrderBody.parse(JSON.parse(standing.payload))
  return endAt - startAt + BigInt(stepSeconds) > BigInt(maxTotalSeconds)
}
