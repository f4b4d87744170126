import { type Ask, type Mandate, mandateRefusal, type Refusal } from '@infinitio/domain'

/**
 * Checks an ask against the mandate that came with it. The contract settles nothing under a mandate that has ended, so an ask may not stay in the book
 * longer. Refuses with `order.mandate_mismatch`, `order.mandate_price_too_low`,
 * `order.mandate_duration_too_long`, `order.mandate_exceeded`, `order.mandate_expired`.
 */
export function checkMandate(ask: Ask, mandate: Mandate, { now }: { now: bigint }): Refusal | null {
  if (mandate.provider !== ask.provider || mandate.node !== ask.node) return { rejected: 'order.mandate_mismatch' }
  const refusal = mandateRefusal(ask, mandate)
  if (refusal !== null) return refusal
  if (mandate.until <= now) return { rejected: 'order.mandate_expired' }
  return ask.expiry > mandate.until ? { rejected: 'order.mandate_exceeded', detail: 'until' } : null
}
