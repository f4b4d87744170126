import { mandateWire, signature } from '@infinitio/domain/wire'
import { refusal } from '../client/refusal.ts'
import type { SignedMandate } from '../orders/signMandate.ts'

/** The mandate in a text of JSON, as `infinitio price mandate` writes it. Throws `api.invalid_field`; whether it is signed well the market judges. */
export function readSignedMandate(text: string): SignedMandate {
  const { mandate, mandateSignature } = objectOf(text)
  const parsed = { mandate: mandateWire.safeParse(mandate), mandateSignature: signature.safeParse(mandateSignature) }
  if (!parsed.mandate.success || !parsed.mandateSignature.success) throw refusal('api.invalid_field', { detail: 'the mandate' })
  return { mandate: parsed.mandate.data, mandateSignature: parsed.mandateSignature.data }
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    throw refusal('api.invalid_field', { detail: 'the mandate is not JSON' })
  }
}
