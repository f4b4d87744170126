import { isRefusal, type ServiceId } from '@infinitio/domain'
import { type InferenceRequest, type SealedRequest, sealRequest, type ServiceTerms } from '@infinitio/services'
import { refusal } from '../../transport/refusal.ts'
import { randomHex } from './curveSignatures.ts'

/**
 * How prompts are sent. `sealed`: only encrypted to the key of the service. `plain`: unencrypted. `offered`: encrypted if the terms of the service have a key,
 * and if this browser can encrypt.
 */
export type PromptPrivacy = 'plain' | 'sealed' | 'offered'

const keyBytes = 32

/**
 * Encrypts the body of a request to the box key in the terms of a service, which the caller read from the chain. Returns null if the request is sent
 * unencrypted. Throws `serving.sealed_unoffered` if it must be encrypted and the terms have no key, `serving.sealing_unsupported`, and
 * `serving.body_too_large`.
 */
export async function sealBody(
  body: Uint8Array,
  {
    request,
    service,
    terms,
    privacy,
  }: {
    readonly request: InferenceRequest
    readonly service: ServiceId
    readonly terms: Pick<ServiceTerms, 'boxKey'>
    readonly privacy: PromptPrivacy
  },
): Promise<SealedRequest | null> {
  const { boxKey } = terms
  if (privacy === 'plain') return null
  if (boxKey === undefined) {
    if (privacy === 'sealed') throw refusal('serving.sealed_unoffered', { detail: service })
    return null
  }
  const sealed = await sealRequest(body, { request, reader: { service, boxKey }, random: () => randomHex(keyBytes) })
  if (!isRefusal(sealed)) return sealed
  if (privacy === 'offered' && sealed.rejected === 'serving.sealing_unsupported') return null
  throw refusal(sealed.rejected, { detail: sealed.detail ?? '' })
}
