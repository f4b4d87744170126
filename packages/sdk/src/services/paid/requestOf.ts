import type { RequestBody } from '@infinitio/services'
import { refusal } from '../../transport/refusal.ts'

/** A request for any service of a model. `only` names the services that may answer, or is null for all. */
export type ModelRequest = { readonly body: RequestBody; readonly model: string; readonly only: readonly string[] | null }

/**
 * Parses the body of a request. OpenRouter's clients can choose a provider under `provider`. Of these settings, only `provider.only` is followed. The others
 * are rejected, because a client would believe that they work. Throws `serving.body_invalid` and `serving.field_invalid`.
 */
export function requestOf(text: string): ModelRequest {
  const body = parsed(text)
  const model = body?.['model']
  if (body === null || typeof model !== 'string') throw refusal('serving.body_invalid', { detail: 'model' })
  const wish = body['provider']
  if (wish === undefined) return { body, model, only: null }
  const only = typeof wish === 'object' && wish !== null && Object.keys(wish).length === 1 ? (wish as RequestBody)['only'] : null
  if (!Array.isArray(only) || !only.every((name) => typeof name === 'string'))
    throw refusal('serving.field_invalid', { detail: 'provider: only "only" is followed here' })
  return { body, model, only: only.map((name) => name.toLowerCase()) }
}

function parsed(text: string): RequestBody | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RequestBody) : null
  } catch {
    return null
  }
}
