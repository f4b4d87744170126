import { type Ask, type Mandate, mandateRefusal, type Refusal } from '@infinitio/domain'

/**
 * Checks an ask against the mandate that came with it. Refuses with `order.mandate_mismatch`, `order.mandate_price_too_low`,
 * `order.mandate_duration_too_long`, `order.mandate_exceeded`, `order.mandate_expired`.
 */
export function checkMandate(ask: Ask, mandate: Mandate, { now }: { now: bigint }): Refusal | null {
  if (mandate.provider !== ask.provider || mandate.node !== ask.node) return { rejected: 'order.mandate_mismatch' }
  return mandateRefusal(ask, mandate) ?? (mandate.until <= now ? { rejected: 'order.mandate_expired' } : null)
}
