import { address, amountText, durationSeconds, type ErrorCode, type Mandate, mandateRefusal, pTokenUnits } from '@infinitio/domain'
import { type AskWire, mandateFromWire, type MandateWire } from '@infinitio/domain/wire'

/** The reason why a machine's own key cannot sign an ask under its wallet's mandate (permission): an error code and the details. */
export type MandateFault = { readonly code: ErrorCode; readonly detail: string }

/** The provider is warned when a mandate (permission to sign asks) ends within this many seconds. */
const soonSeconds = 7 * 86_400

/**
 * The data with which a mandate (the wallet's permission for the machine's own key to sign asks) is checked. It comes from that key and the chain. `isSigned`
 * is true if the wallet that the mandate names signed it for this chain and market.
 */
export type MandateFacts = { readonly nodeId: string; readonly isSigned: boolean; readonly isCancelled: boolean; readonly nowSeconds: number }

/** Returns why a mandate (permission) does not allow any ask now, or null if it does. Pure; `nowSeconds` is the block clock. */
export function mandateFault(mandate: MandateWire, { nodeId, isSigned, isCancelled, nowSeconds }: MandateFacts): MandateFault | null {
  if (mandate.node !== nodeId) return { code: 'order.mandate_mismatch', detail: `it is for machine ${mandate.node}, this is ${nodeId}` }
  if (!isSigned) return { code: 'order.mandate_mismatch', detail: `${mandate.provider} did not sign it for this chain and market` }
  if (isCancelled) return { code: 'order.mandate_revoked', detail: `nonce ${mandate.nonce} is cancelled on the chain` }
  const endsAt = Math.min(mandate.until, mandate.availableUntil)
  if (endsAt <= nowSeconds) return { code: 'order.mandate_expired', detail: `it ended ${dayOf(endsAt)}` }
  return null
}

/** The terms of an ask (the order that lists a machine) that are copied unchanged when it is signed again. Its times are set at signing, within the mandate. */
export type AskTerms = Pick<AskWire, 'pricePerGpuSecond' | 'maxDurationSeconds' | 'noticeSeconds' | 'trialSeconds' | 'transferable' | 'privateRenter'>

/** Returns an error that states which limit of the mandate an ask on these terms would exceed. Returns null if it exceeds none. */
export function termsFault(mandate: MandateWire, terms: AskTerms): MandateFault | null {
  const limits = mandateFromWire(mandate)
  const refused = mandateRefusal(
    {
      pricePerGpuSecond: pTokenUnits(BigInt(terms.pricePerGpuSecond)),
      maxDurationSeconds: durationSeconds(BigInt(terms.maxDurationSeconds)),
      trialSeconds: durationSeconds(BigInt(terms.trialSeconds)),
      noticeSeconds: durationSeconds(BigInt(terms.noticeSeconds)),
      transferable: terms.transferable,
      privateRenter: address(terms.privateRenter),
      availableUntil: limits.availableUntil,
    },
    limits,
  )
  if (refused === null) return null
  const { rejected: code, detail: field } = refused
  if (field === 'minPricePerGpuSecond') {
    const [asked, floor] = [terms.pricePerGpuSecond, limits.minPricePerGpuSecond].map((price) => amountText(BigInt(price) * 3_600n))
    return { code, detail: `the price is ${asked} PT per GPU-hour, the permission allows ${floor} or more` }
  }
  const said = { ...terms, flags: `${terms.transferable ? 'transferable' : 'not transferable'}, ${terms.privateRenter}` }
  const asked = said[askFields[field] ?? 'flags']
  return { code, detail: `the ask has ${asked}, the mandate allows ${String(limits[field])} as ${field}` }
}

/** For each limit of a mandate except the price, the field of an ask that it limits. */
const askFields: Partial<Record<keyof Mandate, keyof AskTerms>> = {
  maxDurationSeconds: 'maxDurationSeconds',
  maxTrialSeconds: 'trialSeconds',
  minNoticeSeconds: 'noticeSeconds',
  maxNoticeSeconds: 'noticeSeconds',
}

/** Returns true if a mandate is still valid but ends within a week, so that the wallet should renew it. */
export function endsSoon({ until }: Pick<MandateWire, 'until'>, { nowSeconds }: { nowSeconds: number }): boolean {
  return until > nowSeconds && until - nowSeconds <= soonSeconds
}

/** Formats a moment of the block clock for a person, to the minute, in UTC. */
export const dayOf = (unixSeconds: number): string => `${new Date(unixSeconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
