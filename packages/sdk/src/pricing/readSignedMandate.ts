import { mandateWire, signature } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'
import type { SignedMandate } from '../orders/signMandate.ts'

/**
 * Reads the mandate in a text of JSON, as `infinitio price mandate` writes it. Throws `order.mandate_outdated` for a mandate of the market's first
 * edition, which the wallet has to sign again, and `api.invalid_field` for anything else. The market checks its signature.
 */
export function readSignedMandate(text: string): SignedMandate {
  const { mandate, mandateSignature } = objectOf(text)
  const parsed = { mandate: mandateWire.safeParse(mandate), mandateSignature: signature.safeParse(mandateSignature) }
  if (parsed.mandate.success && parsed.mandateSignature.success)
    return { mandate: parsed.mandate.data, mandateSignature: parsed.mandateSignature.data }
  const issues = parsed.mandate.error?.issues ?? []
  const isOutdated = typeof mandate === 'object' && mandate !== null && 'minPricePerGpuSecond' in mandate
  if (isOutdated && issues.some(({ message }) => message === 'order.mandate_outdated'))
    throw refusal('order.mandate_outdated', { detail: 'the mandate has no maxTrialSeconds' })
  throw refusal('api.invalid_field', { detail: 'the mandate' })
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    throw refusal('api.invalid_field', { detail: 'the mandate is not JSON' })
  }
}
