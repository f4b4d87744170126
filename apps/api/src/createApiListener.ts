import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { httpDurations } from './metrics/httpDurations.ts'
import type { Services } from './services/services.ts'
import { checkSite } from './http/checkSite.ts'
import { refuseSigningKey } from './http/signingKey.ts'
import { codingHeaders, codingOf } from './http/compression.ts'
import { openReadHeaders } from './http/openReads.ts'
import { rateLimitHeaders } from './http/rateLimitHeaders.ts'
import { visitorOf } from './http/visitor.ts'

const keptPath = '/api/v1/listings'
const keptCost = 1

/**
 * Creates the request handler of /api. It answers from the cache if the same page of listings was requested a moment ago, and passes all other requests to the
 * app.
 */
export function createApiListener(services: Services): (request: IncomingMessage, response: ServerResponse) => void {
  const answer = getRequestListener(createApp(services).fetch, { overrideGlobalObjects: false })
  return (request, response) => {
    if (!answerKept(services, request, response)) void answer(request, response)
  }
}

const alwaysSent = ['cache-control', 'no-store', 'x-content-type-options', 'nosniff', ...Object.entries(openReadHeaders).flat()]

function* headersOf({ headers }: IncomingMessage): Iterable<[string, string]> {
  for (const name in headers) yield [name, String(headers[name])]
}

/** Answers from the cache, exactly as the app would, and returns true. Returns false if there is no cached answer or the app would refuse the request. */
function answerKept({ kept, market, site, trusts, limiter, limits }: Services, request: IncomingMessage, response: ServerResponse): boolean {
  const startedAt = performance.now()
  if (request.method !== 'GET') return false
  const coding = codingOf(request.headers['accept-encoding']?.toString() ?? null)
  const found = kept.find(request.url ?? '', { changes: market.changes(), coding })
  if (found === null) return false
  if (refuseSigningKey({ url: '', headers: headersOf(request) }) !== null) return false
  const { host, origin, 'sec-fetch-site': fetchSite } = request.headers
  if (checkSite(site, { host: host ?? null, origin: origin ?? null, fetchSite: fetchSite?.toString() ?? null }) !== null) return false
  const { network } = visitorOf(request.socket.remoteAddress, {
    read: (name) => request.headers[name]?.toString() ?? null,
    trusts,
    isForeignPage: false,
  })
  const taken = limiter.take(`ip:${network}`, limits.ip, keptCost)
  if (!taken.ok) return false
  const headers = [
    ...['content-type', 'application/json', 'content-length', String(found.bytes.length), 'x-request-id', randomUUID()],
    ...Object.entries(codingHeaders(found.coding)).flat(),
    ...Object.entries(rateLimitHeaders(taken)).flat(),
    ...alwaysSent,
  ]
  if (site.isHttps) headers.push('strict-transport-security', 'max-age=31536000')
  // Node writes a list of names and values faster than an object.
  response.writeHead(200, headers)
  response.end(found.bytes)
  httpDurations.observe({ method: 'GET', route: keptPath, status: '200' }, (performance.now() - startedAt) / 1_000)
  return true
}
