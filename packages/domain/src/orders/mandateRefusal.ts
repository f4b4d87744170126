import type { ErrorCode } from '../errors/errorTable.ts'
import { zeroAddress } from '../ids/address.ts'
import type { Ask } from './ask.ts'
import { type Mandate, mandateFlags } from './mandate.ts'

/** The limit of a mandate that an ask breaks: its code, and the field of the mandate. */
export type MandateRefusal = { readonly rejected: ErrorCode; readonly detail: keyof Mandate }

/**
 * Returns the first limit of a mandate that an ask breaks, or null. Codes: `order.mandate_price_too_low`, `order.mandate_duration_too_long` and
 * `order.mandate_exceeded` for trial, notice, time and kind. Whose mandate it is and whether it ran out is for the caller to check. Twin of
 * `MandateLib.checkLimits`.
 */
export function mandateRefusal(ask: MandatedAsk, mandate: Mandate): MandateRefusal | null {
  if (ask.pricePerGpuSecond < mandate.minPricePerGpuSecond) return { rejected: 'order.mandate_price_too_low', detail: 'minPricePerGpuSecond' }
  if (ask.maxDurationSeconds > mandate.maxDurationSeconds) return { rejected: 'order.mandate_duration_too_long', detail: 'maxDurationSeconds' }
  if (ask.trialSeconds > mandate.maxTrialSeconds) return exceeded('maxTrialSeconds')
  if (ask.noticeSeconds < mandate.minNoticeSeconds) return exceeded('minNoticeSeconds')
  if (ask.noticeSeconds > mandate.maxNoticeSeconds) return exceeded('maxNoticeSeconds')
  if (ask.availableUntil > mandate.availableUntil) return exceeded('availableUntil')
  return (flagsOf(ask) & ~mandate.flags) === 0 ? null : exceeded('flags')
}

/** The terms of an ask that a mandate limits. */
export type MandatedAsk = Pick<
  Ask,
  'pricePerGpuSecond' | 'maxDurationSeconds' | 'trialSeconds' | 'noticeSeconds' | 'availableUntil' | 'transferable' | 'privateRenter'
>

function flagsOf({ transferable, privateRenter }: MandatedAsk): number {
  return (transferable ? mandateFlags.transferable : 0) | (privateRenter === zeroAddress ? 0 : mandateFlags.privateRenter)
}

function exceeded(field: keyof Mandate): MandateRefusal {
  return { rejected: 'order.mandate_exceeded', detail: field }
}
