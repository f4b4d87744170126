import { type Hex32, openPromptKey, promptCipher, type PromptReader } from '@infinitio/domain'
import { type InferenceRequest, readInferenceRequest } from '../inferenceBody.ts'
import { fromBase64Url } from '../packedFields.ts'
import { AnswerSealer } from './answerSealer.ts'
import type { SealedPrompt } from '../sealedPrompt.ts'

/** A decrypted request: its body, the fields of it that the service needs, and the object that encrypts its answer. */
export type OpenedRequest = { readonly body: Uint8Array; readonly request: InferenceRequest; readonly sealer: AnswerSealer }

/**
 * Decrypts a request with the X25519 key of a service. `salt` must be 32 new random bytes for each answer. `path` is the path of the request. Returns
 * null if the box or the text was changed, if they are for another service, or if the visible fields differ from the decrypted body. The last check keeps a
 * server in the middle from changing the model, the limit of tokens or the sizes.
 */
export async function openRequest(
  outer: InferenceRequest & { readonly sealed: SealedPrompt },
  { boxSecret, reader, salt, path = '' }: { readonly boxSecret: Hex32; readonly reader: PromptReader; readonly salt: Hex32; readonly path?: string },
): Promise<OpenedRequest | null> {
  const { sealed } = outer
  const key = await openPromptKey(sealed, { boxSecret, reader })
  const text = fromBase64Url(sealed.text)
  if (key === null || text === null) return null
  const body = await (await promptCipher(key, { use: 'prompt', salt: sealed.commitment })).open(0, text)
  const request = body === null ? null : readInferenceRequest(body, path)
  if (body === null || request === null || request.sealed !== undefined || !isSame(request, outer)) return null
  return { body, request, sealer: new AnswerSealer(key, salt) }
}

function isSame(inner: InferenceRequest, outer: InferenceRequest): boolean {
  if (inner.model !== outer.model || inner.isStream !== outer.isStream || inner.mostOutput !== outer.mostOutput) return false
  return inner.prompt.bytes === outer.prompt.bytes && inner.prompt.messages === outer.prompt.messages
}
