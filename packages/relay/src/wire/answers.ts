import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorTable } from '@infinitio/domain'
import { RelayError } from '../relayError.ts'

/** Reads the body of a request or an answer. Throws `serving.body_too_large`, and Node's errors if the sender disconnects. */
export async function readBody(message: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  if (Number(message.headers['content-length'] ?? 0) > mostBytes) throw new RelayError('serving.body_too_large', `at most ${mostBytes} bytes`)
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of message as AsyncIterable<Uint8Array>) {
    bytes += part.length
    if (bytes > mostBytes) throw new RelayError('serving.body_too_large', `at most ${mostBytes} bytes`)
    parts.push(part)
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
}

/** Returns the status and the body of an error in the format that OpenAI's clients read. `isPassing` is true if a repeated request may succeed. */
export function errorBody(error: unknown): { readonly status: number; readonly isPassing: boolean; readonly body: string } {
  const known = error instanceof RelayError ? error : new RelayError('api.internal')
  const { http, retry } = errorTable[known.code]
  const type = http < 500 ? 'invalid_request_error' : 'server_error'
  const body = JSON.stringify({ error: { message: known.message, type, param: null, code: known.code } })
  return { status: http, isPassing: retry, body }
}

/** Sends JSON. Its headers forbid proxies between here and the client to change the bytes, because a receipt signs their hash. */
export function sendJson(response: ServerResponse, { status, body, headers = {} }: Json): void {
  if (response.headersSent || response.destroyed) return
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...noTransform, ...headers })
  response.end(bytes)
}

/** Sends an error of the error table. The headers allow a client to repeat the request only if the table allows it. */
export function sendError(response: ServerResponse, error: unknown, headers: Readonly<Record<string, string>> = {}): void {
  const { status, isPassing, body } = errorBody(error)
  const again: Record<string, string> = isPassing ? { 'retry-after': '1' } : { 'x-should-retry': 'false' }
  sendJson(response, { status, body, headers: { ...again, ...headers } })
}

/** The headers of each answer that has a signed hash: no proxy may change its bytes. */
export const noTransform = { 'cache-control': 'no-store, no-transform', 'x-content-type-options': 'nosniff' } as const

type Json = {
  readonly status: number
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}
