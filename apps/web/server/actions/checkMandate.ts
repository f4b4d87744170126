import type { Ask, Mandate, Refusal } from '@infinitio/domain'

/** Judges an ask against the mandate it came with: `order.mandate_mismatch`, `order.mandate_price_too_low`, `order.mandate_duration_too_long`, `order.mandate_expired`. */
export function checkMandate(ask: Ask, mandate: Mandate, { now }: { now: bigint }): Refusal | null {
  if (mandate.provider !== ask.provider || mandate.node !== ask.node) return { rejected: 'order.mandate_mismatch' }
  if (ask.pricePerGpuSecond < mandate.minPricePerGpuSecond) return { rejected: 'order.mandate_price_too_low' }
  if (ask.maxDurationSeconds > mandate.maxDurationSeconds) return { rejected: 'order.mandate_duration_too_long' }
  return mandate.until <= now ? { rejected: 'order.mandate_expired' } : null
}
