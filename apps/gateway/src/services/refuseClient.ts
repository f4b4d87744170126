import type { ServerResponse } from 'node:http'
import { type ErrorCode, errorTable } from '@infinitio/domain'
import { pageHeaders, preflightHeaders } from '@infinitio/services'

/** Answers a client with an error of the error table, in the format that OpenAI's clients read. Cuts the answer if a part of it was already sent. */
export function refuseClient(response: ServerResponse, code: ErrorCode): void {
  if (response.destroyed) return
  if (response.headersSent) return void response.destroy()
  const { http: status, sentence, retry } = errorTable[code]
  const type = status < 500 ? 'invalid_request_error' : 'server_error'
  const body = JSON.stringify({ error: { message: sentence, type, param: null, code } })
  response.writeHead(status, {
    ...pageHeaders,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store, no-transform',
    ...(retry ? { 'retry-after': '2' } : { 'x-should-retry': 'false' }),
    // Close the connection after the answer, because the rest of the request is not read. HTTP/2 ends only the stream of the request.
    ...(response.req.httpVersionMajor === 1 ? { connection: 'close' } : {}),
  })
  response.end(body)
}

/** Answers the request with which a browser asks whether a page may call a service. Pages of every site may. */
export function answerPreflight(response: ServerResponse): void {
  response.writeHead(204, { ...pageHeaders, ...preflightHeaders })
  response.end()
}
