import type { SigningTroubleWire } from '@infinitio/domain/wire'
import type { LastListing } from './listingFile.ts'
import { endsSoon } from './mandateFault.ts'

/**
 * What a machine tells its provider by the market: why its ask cannot be signed again, or that its mandate ends within a week; null while all is well. The mandate ends at its moment, not when
 * the ask is next looked at. Pure; `nowSeconds` is the block clock, or near it.
 */
export function signingTroubleOf(last: LastListing | null, { nowSeconds }: { nowSeconds: number }): SigningTroubleWire | null {
  if (last === null) return null
  const { trouble, mandateUntil } = last
  if (trouble !== null) return { code: trouble.code, mandateUntil }
  if (mandateUntil === null) return null
  if (mandateUntil <= nowSeconds) return { code: 'order.mandate_expired', mandateUntil }
  return endsSoon({ until: mandateUntil }, { nowSeconds }) ? { code: null, mandateUntil } : null
}
