import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorTable } from '@infinitio/domain'
import { RelayError } from '../relayError.ts'

/**
 * Reads the body of a request or an answer. Throws `serving.body_too_large`, and Node's errors if the sender disconnects. It reads by events, which is faster
 * than an iteration over the stream.
 */
export function readBody(message: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new RelayError('serving.body_too_large', `at most ${mostBytes} bytes`)
  if (Number(message.headers['content-length'] ?? 0) > mostBytes) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = []
    let bytes = 0
    message.on('data', (part: Uint8Array) => {
      bytes += part.length
      parts.push(part)
      if (bytes <= mostBytes) return
      reject(tooLarge())
      message.destroy()
    })
    message.on('end', () => resolve(parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)))
    message.on('error', reject)
    const cut = () => {
      if (!message.readableEnded) reject(new Error('the sender disconnected'))
    }
    message.on('close', cut)
    if (message.destroyed) cut()
  })
}

/** Aborts the work for a request when its client disconnects before the end of the answer. After the end, an abort would only cost time. */
export function abortWhenGone(response: ServerResponse, abort: AbortController): void {
  response.on('close', () => {
    if (!response.writableFinished) abort.abort()
  })
}

/** Returns the status and the body of an error in the format that OpenAI's clients read. `isPassing` is true if a repeated request may succeed. */
export function errorBody(error: unknown): { readonly status: number; readonly isPassing: boolean; readonly body: string } {
  const known = error instanceof RelayError ? error : new RelayError('api.internal')
  const { http, retry } = errorTable[known.code]
  const type = http < 500 ? 'invalid_request_error' : 'server_error'
  const body = JSON.stringify({ error: { message: known.message, type, param: null, code: known.code } })
  return { status: http, isPassing: retry, body }
}

/** Sends JSON. Its headers forbid proxies between here and the client to change the bytes, because a receipt may sign their hash. */
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

/** Headers that forbid proxies to store an answer or to change its bytes. */
export const noTransform = { 'cache-control': 'no-store, no-transform', 'x-content-type-options': 'nosniff' } as const

type Json = {
  readonly status: number
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}
