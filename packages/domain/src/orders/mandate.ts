import { defineStruct, type StructValue } from '../structs/defineStruct.ts'
import type { ErrorCode } from '../errors/errorTable.ts'
import { zeroAddress } from '../ids/address.ts'
import type { Ask } from './ask.ts'

/**
 * A signing permission: limits within which a node's own key may sign asks for the provider's wallet. `until` is the last time at which such an ask may settle;
 * `availableUntil` limits the time that the ask may offer. `flags` is the sum of `mandateFlags`.
 */
export type Mandate = StructValue<typeof mandateStruct>

/**
 * Bits of `Mandate.flags` in a permission to sign asks. `transferable`: the ask may allow transfers of leases. `privateRenter`: the ask may be private to one
 * renter.
 */
export const mandateFlags = { transferable: 1, privateRenter: 2 } as const

/** The EIP-712 form of a mandate (a provider's permission to sign asks). It equals the struct of the Market contract. */
export const mandateStruct = /* @__PURE__ */ defineStruct('Mandate', {
  provider: 'account',
  node: 'node',
  minPricePerGpuSecond: 'price',
  maxDurationSeconds: 'seconds',
  maxTrialSeconds: { kind: 'seconds', about: 'Longest trial of an ask.' },
  minNoticeSeconds: 'seconds',
  maxNoticeSeconds: 'seconds',
  availableUntil: { kind: 'time', about: 'Unix seconds until which asks may offer the machine.' },
  flags: { kind: 'count8', about: 'Bit 0: asks may allow transfers of leases. Bit 1: asks may be for a single renter.' },
  until: { kind: 'time', about: 'Unix seconds until which asks can be settled.' },
  nonce: 'nonce',
})

/** The limit of a mandate (permission to sign asks) that an ask exceeds: the error code, and the mandate's field with the limit. */
export type MandateRefusal = { readonly rejected: ErrorCode; readonly detail: keyof Mandate }

/**
 * Returns the first limit of a mandate that an ask exceeds, or null. Codes: `order.mandate_price_too_low`, `order.mandate_duration_too_long`, and
 * `order.mandate_exceeded` for trial, notice, time and flags. The caller checks the signer and the expiry. Calculates the same as `MandateLib.checkLimits`.
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

/** The fields of an ask that a mandate (permission to sign asks) limits. */
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
