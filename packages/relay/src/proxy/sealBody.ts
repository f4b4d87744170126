import { randomBytes } from 'node:crypto'
import { isRefusal, type ServiceId } from '@infinitio/domain'
import { type InferenceRequest, type RequestBody, type SealedRequest, sealRequest, type ServiceTerms } from '@infinitio/services'
import { RelayError } from '../relayError.ts'

/**
 * How the proxy sends prompts. `sealed`: only encrypted to the key of the service. `plain`: unencrypted. `offered`: encrypted if the terms of the service have
 * a key.
 */
export type PromptPrivacy = 'plain' | 'sealed' | 'offered'

const keyBytes = 32

/**
 * Returns the privacy that a request asks for in its field `privacy`, and its body without this field, because services do not know it. Throws
 * `serving.field_invalid` for another value than `plain` and `sealed`.
 */
export function readPrivacy(body: Uint8Array, usual: PromptPrivacy): { readonly body: Uint8Array; readonly privacy: PromptPrivacy } {
  if (!Buffer.from(body.buffer, body.byteOffset, body.length).includes('"privacy"')) return { body, privacy: usual }
  const { privacy, ...rest } = JSON.parse(new TextDecoder().decode(body)) as RequestBody
  if (privacy === undefined) return { body, privacy: usual }
  if (privacy !== 'plain' && privacy !== 'sealed') throw new RelayError('serving.field_invalid', 'privacy: plain or sealed')
  return { body: new TextEncoder().encode(JSON.stringify(rest)), privacy }
}

/**
 * Encrypts the body of a request to the box key in the terms of a service. Returns null if the request is sent unencrypted. Throws `serving.sealed_unoffered`
 * if it must be encrypted and the terms have no key, `serving.sealing_unsupported`, and `serving.body_too_large`.
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
    if (privacy === 'sealed') throw new RelayError('serving.sealed_unoffered', service)
    return null
  }
  const random = () => `0x${randomBytes(keyBytes).toString('hex')}` as const
  const sealed = await sealRequest(body, { request, reader: { service, boxKey }, random })
  if (isRefusal(sealed)) throw new RelayError(sealed.rejected, sealed.detail)
  return sealed
}
