import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { OpenConnection } from '../leases/leaseConnections.ts'
import type { Visitor } from './portExchanges.ts'
import { answerHeaders } from './answerHeaders.ts'
import type { PortRooms } from './portRooms.ts'
import { refusedCode } from './portAgents.ts'
import { refuseVisitor } from './refuseVisitor.ts'
import { requestHeaders } from './requestHeaders.ts'

/** Long enough for a model that thinks; a connection that says nothing for longer is taken to be gone. */
const mostQuietMs = 15 * 60_000
const mostAnswerHeadBytes = 64 * 1024
const lingerMs = 1_000

/**
 * Carries one request to the port and its answer back, bodies as they come and no faster than the other side takes them. An answer that
 * breaks off breaks off here too. A request that met a connection which the workload was just closing is sent again, when that does no more.
 */
export function forwardRequest({
  request,
  response,
  visitor,
  rooms,
}: {
  request: IncomingMessage
  response: ServerResponse
  visitor: Visitor
  rooms: PortRooms
}): void {
  const { lease } = visitor
  const refuse = (error: unknown): void =>
    refuseVisitor({ request, response, publicUrl: rooms.publicUrl }, { refused: refusedCode(error), leaseId: lease.leaseId })
  const exchange: OpenConnection = { end: () => void response.destroy() }
  const done = rooms.exchanges.begin(visitor, exchange)
  if (done === null) {
    refuseVisitor({ request, response, publicUrl: rooms.publicUrl }, { refused: 'api.rate_limited', leaseId: lease.leaseId })
    return
  }
  const use = rooms.use.begin(lease.leaseId)
  const quiet = setTimeout(() => response.destroy(), mostQuietMs)
  let current: http.ClientRequest | null = null
  response.once('close', () => {
    clearTimeout(quiet)
    use.end()
    done()
    if (current?.destroyed === false) current.destroy()
  })
  request.on('data', (bytes: Buffer) => {
    use.in(bytes.length)
    quiet.refresh()
  })
  request.on('error', () => response.destroy())
  const send = (): void => {
    const upstream = ask(request, visitor, rooms)
    current = upstream
    upstream.on('response', (answer) => {
      answer.on('data', (bytes: Buffer) => {
        use.out(bytes.length)
        quiet.refresh()
      })
      if (!giveAnswer({ request, response, answer })) refuse(null)
    })
    upstream.on('error', (error) => {
      if (response.headersSent || response.destroyed) return void response.destroy()
      if (upstream.reusedSocket && isRepeatable(request)) return send()
      refuse(error)
    })
    // A switch of protocols that nobody asked for ends without an answer and without an error.
    upstream.once('close', () => setImmediate(() => upstream === current && !response.headersSent && !response.destroyed && refuse(null)))
    if (hasBody(request)) request.pipe(upstream)
    else upstream.end()
  }
  send()
}

function ask(request: IncomingMessage, { lease, port }: Visitor, rooms: PortRooms): http.ClientRequest {
  const { method = 'GET', url = '/' } = request
  const needsLength = !hasBody(request) && request.headers['content-length'] === undefined && ['POST', 'PUT', 'PATCH'].includes(method)
  const extra = request.headers['transfer-encoding'] !== undefined ? ['Transfer-Encoding', 'chunked'] : needsLength ? ['Content-Length', '0'] : []
  const headers = requestHeaders(request, { cookieName: rooms.sessions.cookieName, isSecure: rooms.address.isSecure, extra })
  return http.request({ agent: rooms.agents.to(lease, port), method, path: url, headers, setHost: false, maxHeaderSize: mostAnswerHeadBytes })
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** Whether a request does no more when it arrives twice. */
function isRepeatable(request: IncomingMessage): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? '') && !hasBody(request)
}

/** Passes an answer of the workload on, in our own words where it has a choice; one that is no answer is refused, and never ends this process. */
export function giveAnswer({ request, response, answer }: { request: IncomingMessage; response: ServerResponse; answer: IncomingMessage }): boolean {
  const status = answer.statusCode ?? 0
  if (response.destroyed || status < 200 || status > 599) {
    answer.destroy()
    return response.destroyed
  }
  response.writeHead(status, answerHeaders(answer))
  // Streams of events begin before their first event.
  response.flushHeaders()
  answer.pipe(response)
  answer.once('close', () => answer.complete || response.destroy())
  answer.on('error', () => response.destroy())
  response.once('finish', () => {
    if (request.complete) return
    // The workload has heard enough. What is still on its way here is nobody's; the answer has a moment to arrive.
    setTimeout(() => request.complete || request.destroy(), lingerMs).unref()
  })
  return true
}
