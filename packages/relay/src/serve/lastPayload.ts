import type { RelayError } from '../relayError.ts'
import { errorBody } from '../wire/answers.ts'
import { responsesPath } from '../wire/headers.ts'
import type { AcceptedRequest } from './serveParts.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Returns the last payload of a stream that ends because its cost reached the signed maximum. It copies fields of the first and the last payload. Programs then
 * see that the answer is not complete.
 */
export function lengthPayload(
  { path, request }: Pick<AcceptedRequest, 'path' | 'request'>,
  { first, last }: { readonly first: string | null; readonly last: string | null },
): string {
  const { model } = request
  const before = fieldsOf(last)
  if (path === responsesPath) {
    const { sequence_number: place } = before
    const { response } = fieldsOf(first)
    const begun = typeof response === 'object' && response !== null ? response : {}
    const ended = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }
    const whole = { id: 'cut', object: 'response', created_at: 0, model, output: [], ...begun, ...ended }
    return JSON.stringify({ type: 'response.incomplete', sequence_number: typeof place === 'number' ? place + 1 : 0, response: whole })
  }
  const { id = 'cut', object = 'chat.completion.chunk', created = 0 } = before
  const choice = object === 'text_completion' ? { text: '' } : { delta: {} }
  return JSON.stringify({ id, object, created, model, choices: [{ index: 0, ...choice, finish_reason: 'length' }] })
}

/**
 * Returns the payload of an error that ends a stream. In the Responses API it is an event of the type `error`, with the next number. Stock clients read both forms.
 */
export function errorPayload(
  { path }: Pick<AcceptedRequest, 'path'>,
  { last, error }: { readonly last: string | null; readonly error: RelayError },
): string {
  const { body } = errorBody(error)
  if (path !== responsesPath) return body
  const { sequence_number: place } = fieldsOf(last)
  return JSON.stringify({ type: 'error', sequence_number: typeof place === 'number' ? place + 1 : 0, ...(JSON.parse(body) as object) })
}

/** Returns the fields of a payload. A model server can send text that is not JSON; then there are none. */
function fieldsOf(payload: string | null): Fields {
  try {
    const value: unknown = JSON.parse(payload ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Fields) : {}
  } catch {
    return {}
  }
}
