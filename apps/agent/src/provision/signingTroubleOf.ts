import type { SigningTroubleWire } from '@infinitio/domain/wire'
import type { LastListing } from './listingFile.ts'
import { endsSoon } from './mandateFault.ts'

/**
 * Returns a problem with signing, which a machine reports to its provider through the market: its ask cannot be signed again, or its mandate (the wallet's
 * permission to sign asks) ends within a week. Returns null if there is no problem. Compares the mandate's end with the present time, because the mandate may
 * have ended since the last check of the ask. `nowSeconds` is the block clock, or close to it. Pure.
 */
export function signingTroubleOf(last: LastListing | null, { nowSeconds }: { nowSeconds: number }): SigningTroubleWire | null {
  if (last === null) return null
  const { trouble, mandateUntil } = last
  if (trouble !== null) return { code: trouble.code, mandateUntil }
  if (mandateUntil === null) return null
  if (mandateUntil <= nowSeconds) return { code: 'order.mandate_expired', mandateUntil }
  return endsSoon({ until: mandateUntil }, { nowSeconds }) ? { code: null, mandateUntil } : null
}
