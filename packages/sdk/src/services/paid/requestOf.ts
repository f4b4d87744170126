import type { RequestBody } from '@infinitio/services'
import { refusal } from '../../transport/refusal.ts'
import type { PromptPrivacy } from './sealBody.ts'

/** A request for any service of a model. `only` names the services that may answer, or is null for all. `privacy` says how its prompt is sent. */
export type ModelRequest = {
  readonly body: RequestBody
  readonly model: string
  readonly only: readonly string[] | null
  readonly privacy: PromptPrivacy
}

/**
 * Parses the body of a request. OpenRouter's clients can choose a provider in the field `provider`. Of its settings, only `provider.only` has an effect; all
 * others are rejected, because a client would believe that they work. The field `privacy` is `plain` or `sealed`. Throws `serving.body_invalid` and
 * `serving.field_invalid`.
 */
export function requestOf(text: string): ModelRequest {
  const body = parsed(text)
  const model = body?.['model']
  if (body === null || typeof model !== 'string') throw refusal('serving.body_invalid', { detail: 'model' })
  const privacy = privacyOf(body['privacy'])
  const wish = body['provider']
  if (wish === undefined) return { body, model, only: null, privacy }
  const only = typeof wish === 'object' && wish !== null && Object.keys(wish).length === 1 ? (wish as RequestBody)['only'] : null
  if (!Array.isArray(only) || !only.every((name) => typeof name === 'string'))
    throw refusal('serving.field_invalid', { detail: 'provider: only "only" is followed here' })
  return { body, model, only: only.map((name) => name.toLowerCase()), privacy }
}

function privacyOf(wish: unknown): PromptPrivacy {
  if (wish === undefined) return 'offered'
  if (wish === 'plain' || wish === 'sealed') return wish
  throw refusal('serving.field_invalid', { detail: 'privacy: plain or sealed' })
}

function parsed(text: string): RequestBody | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RequestBody) : null
  } catch {
    return null
  }
}
