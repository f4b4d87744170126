import http, { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import { type ErrorCode, isErrorCode } from '@infinitio/domain'
import { filePaths, mostRequestBytes, pageHeaders } from '@infinitio/services'
import { answerHeaders } from '../ports/forwardRequest.ts'
import { refuseClient } from './refuseClient.ts'

/** The time in which the body of a request must arrive, and the longest time in which no byte moves, in milliseconds. */
const [bodyWithinMs, mostQuietMs] = [60_000, 10 * 60_000]
/** Milliseconds after which a client that reads nothing, while bytes wait for it, counts as disconnected. */
const slowReaderMs = 60_000
const mostAnswerHeadBytes = 32 * 1024
/** The largest answer, in bytes, streams included. */
const mostAnswerBytes = 64 * 1024 * 1024
/** The headers that pass, each way. All other headers are removed, such as cookies and addresses. */
const passedIn = /^(accept|content-type|content-length|payment-signature|infinitio-[a-z-]{1,40})$/
const passedOut = /^(content-type|content-length|content-range|retry-after|x-should-retry|payment-re(quired|sponse)|infinitio-[a-z-]{1,40})$/
const contentType = /^(application\/json|text\/event-stream)(;\s*charset=utf-8)?$/i
/** The type of the bytes that a cache or a fetch service sells. */
const bytesType = 'application/octet-stream'

/**
 * Sends one request to a service and streams its answer back. Aborts the request at once when the client disconnects. If the answer breaks off, the client sees
 * a broken connection and never a complete answer. Refuses an answer that is neither JSON nor an event stream, but for bytes
 * at a path of services that sell bytes.
 */
export function askService({
  request,
  response,
  path,
  agent,
}: {
  request: IncomingMessage
  response: ServerResponse
  path: string
  agent: http.Agent
}): void {
  const headers = passedHeaders(request)
  const asked = http.request({ agent, method: request.method ?? 'GET', path, headers, setHost: false, maxHeaderSize: mostAnswerHeadBytes })
  const late = setTimeout(() => !request.complete && response.destroy(), bodyWithinMs)
  const quiet = setTimeout(() => response.destroy(), mostQuietMs)
  const slow = endSlowReader(response)
  response.once('close', () => {
    for (const timer of [late, quiet, slow]) clearTimeout(timer)
    asked.destroy()
  })
  response.on('error', () => response.destroy())
  let bytes = 0
  request.on('data', (part: Buffer) => {
    quiet.refresh()
    bytes += part.length
    if (bytes <= mostRequestBytes) return
    request.unpipe(asked)
    refuseClient(response, 'serving.body_too_large')
    asked.destroy()
  })
  request.on('error', () => response.destroy())
  asked.on('response', (answer) => {
    answer.on('data', () => quiet.refresh())
    if (!passAnswer(response, answer, filePaths.has(path))) refuseClient(response, 'serving.upstream_failed')
  })
  asked.on('error', (error) => refuseClient(response, codeOf(error)))
  // The service switched to another protocol although nobody requested it, or closed the connection without an answer.
  asked.once('close', () => setImmediate(() => response.headersSent || refuseClient(response, 'serving.upstream_failed')))
  request.pipe(asked)
}

function passedHeaders({ rawHeaders, headers, method, httpVersionMajor }: IncomingMessage): string[] {
  // HTTP/2 needs neither a length nor a transfer coding for a body.
  const hasOpenBody = httpVersionMajor === 2 && method === 'POST' && headers['content-length'] === undefined
  const isChunked = headers['transfer-encoding'] !== undefined || hasOpenBody
  const kept = ['Host', headers.host ?? '']
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]]
    if (passedIn.test(name.toLowerCase())) kept.push(name, value)
  }
  return isChunked ? [...kept, 'Transfer-Encoding', 'chunked'] : kept
}

/**
 * Forwards an answer with the headers of this gateway. Returns false and forwards nothing if the answer is neither JSON nor an event stream, nor bytes where
 * they are sold.
 */
function passAnswer(response: ServerResponse, answer: IncomingMessage, sellsBytes: boolean): boolean {
  const status = answer.statusCode ?? 0
  const stated = answer.headers['content-type'] ?? ''
  const type = sellsBytes && stated === bytesType ? bytesType : contentType.exec(stated)?.[1]
  const isPlain = (answer.headers['content-encoding'] ?? 'identity') === 'identity'
  if (response.destroyed || status < 200 || status > 599 || type === undefined || !isPlain) {
    answer.destroy()
    return response.destroyed
  }
  response.writeHead(status, sentHeaders(answer, type.toLowerCase()))
  // Sends the headers now, because an event stream starts before its first event.
  response.flushHeaders()
  let bytes = 0
  answer.on('data', (part: Buffer) => {
    bytes += part.length
    if (bytes > mostAnswerBytes) response.destroy()
  })
  answer.pipe(response)
  answer.once('close', () => answer.complete || response.destroy())
  answer.on('error', () => response.destroy())
  return true
}

function sentHeaders(answer: IncomingMessage, type: string): OutgoingHttpHeaders {
  const list = answerHeaders(answer)
  const kept: OutgoingHttpHeaders = {}
  for (let index = 0; index < list.length; index += 2) {
    const name = (list[index] ?? '').toLowerCase()
    if (passedOut.test(name)) kept[name] = list[index + 1]
  }
  // A browser must not show bytes as a page of the market's name.
  if (type === bytesType) kept['content-disposition'] = 'attachment'
  return { ...kept, ...pageHeaders, 'content-type': type, 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' }
}

/** Cuts the answer of a client that reads nothing for a minute while bytes wait for it. Returns the timer, which the caller must clear. */
function endSlowReader(response: ServerResponse): NodeJS.Timeout {
  let last = { read: 0, atMs: performance.now() }
  return setInterval(() => {
    const read = response.socket?.bytesWritten ?? 0
    const waits = response.writableLength > 0
    if (!waits || read !== last.read) last = { read, atMs: performance.now() }
    else if (performance.now() - last.atMs >= slowReaderMs) response.destroy()
  }, slowReaderMs / 6)
}

function codeOf(error: Error): ErrorCode {
  const code = 'code' in error ? String(error.code) : ''
  return isErrorCode(code) ? code : 'serving.upstream_failed'
}
