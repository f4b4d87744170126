import type { ErrorCode } from '@infinitio/domain'
import type { AskWire, MandateWire } from '@infinitio/domain/wire'

/** Why nothing can be signed under a mandate, as a code of the table, and what was found. */
export type MandateFault = { readonly code: ErrorCode; readonly detail: string }

/** A mandate that ends within so many seconds is worth a warning. */
const soonSeconds = 7 * 86_400

/** What the machine's own key is, and what the chain says of the mandate. `isSigned`: by the wallet it names, for this chain and market. */
export type MandateFacts = { readonly nodeId: string; readonly isSigned: boolean; readonly isCancelled: boolean; readonly nowSeconds: number }

/** Why a mandate is worth nothing here and now, whatever is to be signed; null when it is good. Pure; `nowSeconds` is the block clock. */
export function mandateFault(mandate: MandateWire, { nodeId, isSigned, isCancelled, nowSeconds }: MandateFacts): MandateFault | null {
  if (mandate.node !== nodeId) return { code: 'order.mandate_mismatch', detail: `it is for machine ${mandate.node}, this is ${nodeId}` }
  if (!isSigned) return { code: 'order.mandate_mismatch', detail: `${mandate.provider} did not sign it for this chain and market` }
  if (isCancelled) return { code: 'order.mandate_revoked', detail: `nonce ${mandate.nonce} is cancelled on the chain` }
  if (mandate.until <= nowSeconds) return { code: 'order.mandate_expired', detail: `it ended ${dayOf(mandate.until)}` }
  return null
}

/** Why an ask on these terms is not within a mandate; null when it is. */
export function termsFault(
  mandate: Pick<MandateWire, 'minPricePerGpuSecond' | 'maxDurationSeconds'>,
  { pricePerGpuSecond, maxDurationSeconds }: Pick<AskWire, 'pricePerGpuSecond' | 'maxDurationSeconds'>,
): MandateFault | null {
  const { minPricePerGpuSecond } = mandate
  if (BigInt(pricePerGpuSecond) < BigInt(minPricePerGpuSecond)) {
    return { code: 'order.mandate_price_too_low', detail: `the ask says ${pricePerGpuSecond}, the mandate ${minPricePerGpuSecond} or more` }
  }
  if (maxDurationSeconds > mandate.maxDurationSeconds) {
    return {
      code: 'order.mandate_duration_too_long',
      detail: `the ask says ${maxDurationSeconds} s, the mandate ${mandate.maxDurationSeconds} s or less`,
    }
  }
  return null
}

/** Whether a mandate that is good now should be given anew soon. */
export function endsSoon({ until }: Pick<MandateWire, 'until'>, { nowSeconds }: { nowSeconds: number }): boolean {
  return until > nowSeconds && until - nowSeconds <= soonSeconds
}

/** A moment of the block clock as a person reads it, to the minute. */
export const dayOf = (unixSeconds: number): string => `${new Date(unixSeconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
