import { type Hex32, isRefusal, promptCipher, type PromptReader, type Refusal, sealedTagBytes, sealPromptKey } from '@infinitio/domain'
import type { InferenceRequest } from '../inferenceBody.ts'
import { toBase64Url } from '../packedFields.ts'
import { base64Length } from '../sealedPrompt.ts'
import { mostRequestBytes } from '../wireNames.ts'
import { AnswerOpener } from './answerOpener.ts'

/** An encrypted request: the body to send, and the object that decrypts its answer. */
export type SealedRequest = { readonly body: Uint8Array; readonly opener: AnswerOpener }

/**
 * Encrypts the body of a request to one service. Others see the model, whether the answer is a stream, its limit of output tokens, and the size of the prompt.
 * Take `reader.boxKey` from the chain. `random` returns 32 new random bytes. Encrypt each request again for each service and each try, because a key belongs to
 * one request. Refuses with `serving.sealing_unsupported` and `serving.body_too_large`.
 */
export async function sealRequest(
  body: Uint8Array,
  { request, reader, random }: { readonly request: InferenceRequest; readonly reader: PromptReader; readonly random: () => Hex32 },
): Promise<SealedRequest | Refusal> {
  const tooLarge = { rejected: 'serving.body_too_large', detail: `at most ${mostRequestBytes} bytes when encrypted` } as const
  if (base64Length(body.length + sealedTagBytes) > mostRequestBytes) return tooLarge
  const key = random()
  const sealed = await sealPromptKey({ key, salt: random(), reader })
  if (isRefusal(sealed)) return sealed
  const cipher = await promptCipher(key, { use: 'prompt', salt: sealed.commitment })
  const { model, isStream, mostOutput, prompt } = request
  const text = toBase64Url(await cipher.seal(0, body))
  const outer = { model, stream: isStream, ...(mostOutput === null ? {} : { max_tokens: mostOutput }), sealed: { ...sealed, text, ...prompt } }
  const bytes = new TextEncoder().encode(JSON.stringify(outer))
  if (bytes.length > mostRequestBytes) return tooLarge
  return { body: bytes, opener: new AnswerOpener(key) }
}
