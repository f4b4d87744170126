import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { isRefusal, type Refusal } from '@infinitio/domain'
import { traceOrder } from '@infinitio/process'
import type { Context, Hono } from 'hono'
import type { BucketSize } from '../limits/createLimiter.ts'
import { httpDurations } from '../metrics/httpDurations.ts'
import type { Services } from '../services/services.ts'
import { type Caller, refuseOthersLease, whoCalls } from './whoCalls.ts'
import type { Endpoint } from './endpoint.ts'
import { isForeignPage } from '../http/checkSite.ts'
import { codingHeaders, codingOf, compress, leastBytes, mayCompress } from '../http/compression.ts'
import { JsonText } from '../http/jsonText.ts'
import { isOpenRead, openReadHeaders } from '../http/openReads.ts'
import { problemResponse } from '../http/problemResponse.ts'
import { rateLimitHeaders } from '../http/limitRequests.ts'
import { type Visitor, visitorOf } from '../http/visitor.ts'
import { positionOf, withNextCursor } from '../http/pageCursor.ts'
import { readJsonBody } from '../http/readJsonBody.ts'
import { refusalFromIssue } from '../http/refusalFromIssue.ts'
import { readSessionCookie } from '../http/sessionCookie.ts'
import { refusalFromThrown } from '../http/refusalFromThrown.ts'
import { withIdempotency } from '../http/withIdempotency.ts'
import { withinDeadline } from '../http/withinDeadline.ts'

/** The underlying connection of a request, as the HTTP server gives it to the app. */
export type Bindings = { incoming?: { socket: { remoteAddress?: string | undefined } }; outgoing?: ServerResponse }

type Answering = { services: Services; endpoint: Endpoint; request: Request; visitor: Visitor; requestId: string; headers: Headers }

/**
 * Adds an endpoint to the app. For each request: checks the limits, finds the caller, parses the parts of the request, runs the endpoint's function and sends
 * the answer. Never throws: every failure is answered with a body of type `application/problem+json`.
 */
export function mountEndpoint(app: Hono<{ Bindings: Bindings }>, services: Services, endpoint: Endpoint): void {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')
  // This runs within `traceOrder`, so that a log line about a failure contains the order hash that the handler has noted.
  const serve = async (context: Context): Promise<Response> => {
    const requestId = randomUUID()
    const headers = new Headers({ 'x-request-id': requestId, ...(isOpenRead(endpoint) ? openReadHeaders : {}) })
    const peer = (context as Context<{ Bindings: Bindings }>).env?.incoming?.socket.remoteAddress
    const read = (name: string) => context.req.raw.headers.get(name)
    const visitor = visitorOf(peer, { read, trusts: services.trusts, isForeignPage: isForeignPage(services.site, read) })
    const answering = { services, endpoint, request: context.req.raw, visitor, requestId, headers }
    try {
      const result = await withinDeadline(() => answer(answering, context), endpoint)
      return isRefusal(result) ? refuse(answering, result) : result
    } catch (error) {
      const refusal = refusalFromThrown(error)
      services.logger.error({ err: error, requestId, code: refusal.rejected, path: endpoint.path }, 'request failed')
      return problemResponse(refusal, { requestId, headers })
    }
  }
  app.on(endpoint.method.toUpperCase(), `/api/v1${path}`, async (context) => {
    const startedAt = performance.now()
    const response = await traceOrder(null, () => serve(context))
    const labels = { method: context.req.method, route: `/api/v1${endpoint.path}`, status: String(response.status) }
    httpDurations.observe(labels, (performance.now() - startedAt) / 1_000)
    return response
  })
}

function refuse({ services, endpoint, requestId, headers }: Answering, refusal: Refusal): Response {
  services.logger.debug({ requestId, code: refusal.rejected, detail: refusal.detail, path: endpoint.path }, 'refused')
  return problemResponse(refusal, { requestId, headers })
}

async function answer(answering: Answering, context: Context): Promise<Response | Refusal> {
  const { services, endpoint, request, visitor, headers } = answering
  const ip = visitor.network
  const byIp = spend(answering, `ip:${ip}`, services.limits.ip, endpoint.cost)
  if (byIp !== null) return byIp
  const caller = await whoCalls(services, request, endpoint)
  if (isRefusal(caller)) return caller
  const who = caller.isApiToken ? caller.sessionTokenHash : (caller.sessionKey ?? caller.account ?? caller.sessionTokenHash)
  const byAccount = who === null ? null : spend(answering, `account:${who}`, services.limits.account, endpoint.cost)
  if (byAccount !== null) return byAccount
  const parts = await readParts(endpoint, context)
  if (isRefusal(parts)) return parts
  const extraCost = endpoint.extraCost?.(parts.body) ?? 0
  const extra = extraCost === 0 ? null : spend(answering, `ip:${ip}`, services.limits.ip, extraCost)
  if (extra !== null) return extra
  const { account, sessionKey: key } = caller
  const others = account === null || key === null ? null : await refuseOthersLease(services, { account, key, endpoint, params: parts.params })
  if (others !== null) return others
  const outgoing = (context as Context<{ Bindings: Bindings }>).env?.outgoing ?? null
  const run = async () => {
    const result = await endpoint.handle({
      services,
      ...parts,
      ...caller,
      ip,
      isThisMachine: visitor.isThisMachine,
      request,
      requestId: answering.requestId,
      outgoing,
      headers,
    })
    if (isRefusal(result)) return refuse(answering, result)
    return result instanceof Response
      ? withHeaders(result, headers)
      : jsonResponse(answering, endpoint.position === null ? result : withNextCursor(endpoint.name, result))
  }
  if (!endpoint.idempotent) return run()
  return withIdempotency(
    services.db,
    {
      key: request.headers.get('idempotency-key'),
      caller: callerKey(caller, ip),
      method: request.method,
      path: `${context.req.path}${new URL(request.url).search}`,
      bodyText: parts.bodyText,
      sealedBy: endpoint.secretAnswer ? tokenOf(request, services) : null,
      headers,
    },
    run,
  )
}

/** Returns the whole Authorization header, or else the token in the session cookie; an empty text without both. */
function tokenOf(request: Request, { site }: Services): string {
  return request.headers.get('authorization') ?? readSessionCookie(request.headers.get('cookie'), site) ?? ''
}

function callerKey({ account, sessionKey }: Caller, ip: string): string {
  return sessionKey === null ? (account ?? `ip:${ip}`) : `${account}:${sessionKey}`
}

/** Takes tokens from a rate-limit bucket, and writes the remaining number into the headers. Returns the refusal if too few tokens are left, else null. */
function spend({ services, headers }: Answering, key: string, size: BucketSize, cost: number): Refusal | null {
  const taken = services.limiter.take(key, size, cost)
  for (const [name, value] of Object.entries(rateLimitHeaders(taken))) headers.set(name, value)
  if (taken.ok) return null
  headers.set('retry-after', String(taken.retryAfterSeconds))
  return { rejected: 'api.rate_limited', detail: key.startsWith('ip:') ? 'by address' : 'by account' }
}

type Parts = { params: unknown; query: unknown; body: unknown; bodyText: string }

async function readParts(endpoint: Endpoint, context: Context): Promise<Parts | Refusal> {
  const parts: Parts = { params: null, query: null, body: null, bodyText: '' }
  if (endpoint.params !== null) {
    const value = context.req.param()
    const parsed = endpoint.params.safeParse(value)
    if (!parsed.success) return refusalFromIssue(parsed.error, { where: 'path', value })
    parts.params = parsed.data
  }
  if (endpoint.query !== null) {
    const value = context.req.query()
    const parsed = endpoint.query.safeParse(value)
    if (!parsed.success) return refusalFromIssue(parsed.error, { where: 'query', value, schema: endpoint.query })
    const query = withPosition(endpoint, parsed.data)
    if (isRefusal(query)) return query
    parts.query = query
  }
  if (endpoint.body !== null) {
    const read = await readJsonBody(context.req.raw, endpoint)
    if (isRefusal(read)) return read
    const parsed = endpoint.body.safeParse(read.value)
    if (!parsed.success) return refusalFromIssue(parsed.error, { where: 'body', value: read.value, schema: endpoint.body })
    parts.body = parsed.data
    parts.bodyText = read.text
  }
  return parts
}

/** Returns the query with the position of the page in place of its cursor. */
function withPosition(endpoint: Endpoint, query: unknown): unknown {
  const cursor = endpoint.position === null ? undefined : (query as { cursor?: string }).cursor
  if (cursor === undefined) return query
  const position = positionOf(endpoint, cursor)
  return isRefusal(position) ? position : { ...(query as object), cursor: position }
}

async function jsonResponse({ services, endpoint, request, headers }: Answering, value: unknown): Promise<Response> {
  if (endpoint.status === 204) return new Response(null, { status: 204, headers })
  const all = new Headers(headers)
  all.set('content-type', 'application/json')
  all.set('cache-control', 'no-store')
  const text = services.checksAnswers && endpoint.answer !== null ? JSON.stringify(endpoint.answer.parse(parsedOf(value))) : textOf(value)
  if (!mayCompress(endpoint)) return new Response(text, { status: endpoint.status, headers: all })
  const coding = text.length < leastBytes ? null : codingOf(request.headers.get('accept-encoding'))
  for (const [name, header] of Object.entries(codingHeaders(coding))) all.set(name, header)
  return new Response(coding === null ? text : await compress(text, coding), { status: endpoint.status, headers: all })
}

function textOf(value: unknown): string {
  return value instanceof JsonText ? value.text : JSON.stringify(value)
}

function parsedOf(value: unknown): unknown {
  return value instanceof JsonText ? JSON.parse(value.text) : value
}

function withHeaders(response: Response, headers: Headers): Response {
  const all = new Headers(response.headers)
  for (const [name, value] of headers)
    if (name === 'set-cookie') all.append(name, value)
    else all.set(name, value)
  return new Response(response.body, { status: response.status, headers: all })
}
