import { hashMandate } from '@infinitio/domain'
import { mandateFromWire, mandateWire, signature } from '@infinitio/domain/wire'
import { recoverAddress } from 'viem/utils'
import type { SignedMandate } from '../orders/buildMandate.ts'
import { isSignedBy } from '../provider/isSignedBy.ts'
import { signingDomainOf } from '../signing/signTypedData.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * Parses a signing permission from the JSON that `infinitio price mandate` writes. Throws `order.mandate_outdated` for the oldest format, which the wallet must
 * sign again, and `api.invalid_field` for other invalid input. It does not check the signature; the market does.
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

/**
 * Returns true if the wallet that a permission names signed the permission for this chain and its market. The signature is valid if the wallet's key made it.
 * With `rpcUrl`, it is also valid if the wallet is a contract account whose code accepts it (ERC-1271). Throws viem's errors if that RPC node does not answer.
 */
export async function isMandateSigned(
  { mandate, mandateSignature }: SignedMandate,
  { chain, rpcUrl }: { chain: Parameters<typeof signingDomainOf>[0]; rpcUrl?: string },
): Promise<boolean> {
  const digest = hashMandate(mandateFromWire(mandate), signingDomainOf(chain))
  if (rpcUrl !== undefined) return await isSignedBy({ account: mandate.provider, digest, signature: mandateSignature }, { rpcUrl })
  const signer = await recoverAddress({ hash: digest as `0x${string}`, signature: mandateSignature as `0x${string}` }).catch(() => null)
  return signer?.toLowerCase() === mandate.provider
}
