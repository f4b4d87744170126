import { errorTable, isErrorCode } from '@infinitio/domain'
import { InfinitioError } from '../../transport/InfinitioError.ts'
import { refusal } from '../../transport/refusal.ts'

/**
 * Returns an error as an HTTP answer in the format that OpenAI's clients read. Its headers allow the client to repeat the request only if a repetition may
 * succeed and the failed request cannot cost anything (`mayOwe` is false).
 */
export function errorAnswer(error: unknown, { mayOwe }: { readonly mayOwe: boolean }): Response {
  const known = error instanceof InfinitioError ? error : refusal('api.internal', { detail: error instanceof Error ? error.name : '' })
  const isPassing = isErrorCode(known.code) && errorTable[known.code].retry && !mayOwe
  const status = known.status < 400 ? 502 : known.status
  const again: Record<string, string> = isPassing ? { 'retry-after': '1' } : { 'x-should-retry': 'false' }
  return new Response(errorText(known), { status, headers: { 'content-type': 'application/json', ...again } })
}

/** Returns the JSON of an error in the format of OpenAI's API. */
export function errorText({ sentence, detail, status, code }: InfinitioError): string {
  const message = detail === '' ? sentence : `${sentence} [${detail}]`
  return JSON.stringify({ error: { message, type: status < 500 ? 'invalid_request_error' : 'server_error', param: null, code } })
}
