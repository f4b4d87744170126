import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { OpenConnection } from '../leases/leaseConnections.ts'
import type { Visitor } from './portExchanges.ts'
import type { PortRooms } from './portRooms.ts'
import { refusedCode } from './portAgents.ts'
import { sessionCookies } from './portSessions.ts'
import { refuseVisitor } from './refuseVisitor.ts'
import { isHopByHop, requestHeaders } from './requestHeaders.ts'

/** How long a connection may transfer nothing before it counts as dead, in milliseconds. This leaves time for an AI model that answers slowly. */
const mostQuietMs = 15 * 60_000
const mostAnswerHeadBytes = 64 * 1024
const lingerMs = 1_000

/**
 * Forwards one request to the port of a workload and streams the answer back. Each side is read only as fast as the other can write. If the workload's answer
 * breaks off, so does the answer to the renter. If the workload closed a reused connection just when the request was sent, sends the request again on a new
 * connection, but only if a second execution cannot do harm.
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
    // If the connection closed without an answer, refuse the request here. This happens when the workload switches to another protocol although nobody
    // requested it: Node.js then ends the connection without an answer or an error.
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

/** Returns true if sending a request twice has the same effect as sending it once. */
function isRepeatable(request: IncomingMessage): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? '') && !hasBody(request)
}

/** Sends the workload's answer to the renter, with the standard reason phrase. A malformed answer is refused and never ends this process. */
export function giveAnswer({ request, response, answer }: { request: IncomingMessage; response: ServerResponse; answer: IncomingMessage }): boolean {
  const status = answer.statusCode ?? 0
  if (response.destroyed || status < 200 || status > 599) {
    answer.destroy()
    return response.destroyed
  }
  response.writeHead(status, answerHeaders(answer))
  // Sends the headers now, because an event stream starts before its first event.
  response.flushHeaders()
  answer.pipe(response)
  answer.once('close', () => answer.complete || response.destroy())
  answer.on('error', () => response.destroy())
  response.once('finish', () => {
    if (request.complete) return
    // The workload has answered and reads no more of the request. So close the connection soon, but leave the answer time to arrive.
    setTimeout(() => request.complete || request.destroy(), lingerMs).unref()
  })
  return true
}

/**
 * Headers of a workload's answer that are not passed on. With them, the workload could clear data of the site in the browser, or send visitors to another
 * server.
 */
const neverPassed = new Set(['clear-site-data', 'alt-svc'])

/**
 * Returns the headers that the renter gets. Leaves out headers that concern only the connection to the workload, and cookies with the gateway's names. Removes
 * `Domain` from all other cookies, so that they count only for this host name.
 */
export function answerHeaders({ rawHeaders, headers }: Pick<IncomingMessage, 'rawHeaders' | 'headers'>): string[] {
  const kept: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]]
    const plain = name.toLowerCase()
    if (neverPassed.has(plain) || isHopByHop(plain, headers.connection)) continue
    const text = plain === 'set-cookie' ? ownCookie(value) : value
    if (text !== null) kept.push(name, text)
  }
  return kept
}

function ownCookie(value: string): string | null {
  const [pair = '', ...attributes] = value.split(';')
  if (sessionCookies.some((name) => name === pair.split('=')[0]?.trim())) return null
  return [pair, ...attributes.filter((attribute) => !/^\s*domain\s*(=|$)/i.test(attribute))].join(';')
}
