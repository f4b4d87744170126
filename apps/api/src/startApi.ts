import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { errorTable } from '@infinitio/domain'
import { codingHeaders, codingOf } from './http/compression.ts'
import { openReadHeaders } from './http/openReads.ts'
import { rateLimitHeaders } from './http/limitRequests.ts'
import { refuseSigningKey } from './http/signingKey.ts'
import { visitorOf } from './http/visitor.ts'
import type { DatedRate } from './invoices/currencyAmount.ts'
import { type Logger, type ProcessContext, readKeyFile, refuseDevelopmentKeys } from '@infinitio/process'
import { createApp } from './app.ts'
import { checkSite } from './http/checkSite.ts'
import { startJobs } from './jobs/startJobs.ts'
import { httpDurations } from './metrics/httpDurations.ts'
import { startDaoMetrics } from './metrics/startDaoMetrics.ts'
import { startDeploymentMetrics } from './metrics/startDeploymentMetrics.ts'
import { createServices } from './services/createServices.ts'
import type { Services } from './services/services.ts'
import type { Environment } from './settings/environment.ts'

const developmentKeyRefusal = `chain.development_key: ${errorTable['chain.development_key'].sentence}`

/** The running API in its process. */
export type RunningApi = {
  /** Answers a request whose path begins with `/api/`. */
  answer(request: IncomingMessage, response: ServerResponse): void
  /** Returns null if a page request may be answered. Returns the sentence of the refusal if the request's host name does not belong to this site. */
  refusalOfPage(request: IncomingMessage): string | null
  /** Measures the time until a page is answered, for the same metric as answers of the API. */
  timePage(request: IncomingMessage, response: ServerResponse): void
  /** Counts one download of a visitor. Returns the seconds until the next is allowed, 0 if this one is. */
  takeDownload(request: IncomingMessage): number
}

/**
 * Starts the API. With `runsJobs: false` the process only serves pages, without jobs and market
 * thread. Registers its shutdown with `onStop`. Ends the process if a development key would sign
 * receipts on another chain.
 */
export async function startApi(
  env: Environment,
  { logger, onStop, runsJobs, rates }: ProcessContext & { readonly runsJobs: boolean; readonly rates: () => readonly DatedRate[] },
): Promise<RunningApi> {
  await refuseDevelopmentReceiptKey(env, (error) => void Promise.reject(error))
  const { services, watchDb, close } = createServices(env, { logger, port: env.PORT, rates })
  onStop(close)
  onStop(startDeploymentMetrics(services.deployment))
  onStop(startDaoMetrics(services.governance))
  const answer = createApiListener(services)
  await services.hub.start()
  if (runsJobs) {
    onStop(startJobs(services, { watchDb }))
    services.market.start()
  }
  return {
    answer,
    refusalOfPage({ headers: { host, origin } }) {
      const refusal = checkSite(services.site, { host: host ?? null, origin: origin ?? null, fetchSite: null })
      return refusal === null ? null : errorTable[refusal.rejected].sentence
    },
    timePage,
    takeDownload: (request) => takeDownload(services, request),
  }
}

/** Opens the API in a host that runs only Next.js and none of our programs. The catch-all route of the pages calls it. Reads no exchange rates. */
export async function openApi(env: Environment, logger: Logger): Promise<(request: Request) => Response | Promise<Response>> {
  const { services } = createServices(env, { logger, port: env.PORT, rates: () => [] })
  await services.hub.start()
  const app = createApp(services)
  return (request) => app.fetch(request)
}

/** A rack behind one address may update at once. After that, an address gets 3 MB each 20 s at most. */
const downloads = { capacity: 60, refillPerSecond: 1 / 20 } as const

function takeDownload({ trusts, limiter }: Services, request: IncomingMessage): number {
  return limiter.take(`download:${networkOf(request, trusts)}`, downloads, 1).retryAfterSeconds
}

/** The path of a page is not a label of the metric, because there are as many paths as orders. */
function timePage(request: IncomingMessage, response: ServerResponse): void {
  const startedAt = performance.now()
  const route = (request.url ?? '/').startsWith('/_next/') ? 'page file' : 'page'
  response.once('close', () => {
    httpDurations.observe({ method: request.method ?? 'GET', route, status: String(response.statusCode) }, (performance.now() - startedAt) / 1_000)
  })
}

/**
 * Throws EnvironmentError if a development key would sign receipts on a chain that is no
 * development chain. Calls `onRefused` if that becomes known only after the start.
 * (`readProviderKey` checks the key of this machine's provider.)
 */
async function refuseDevelopmentReceiptKey(env: Environment, onRefused: (error: Error) => void): Promise<void> {
  await refuseDevelopmentKeys(
    { keys: { RECEIPT_KEY_FILE: readKeyFile(env.RECEIPT_KEY_FILE) }, rpcUrl: env.RPC_URL, refusal: developmentKeyRefusal },
    onRefused,
  )
}

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
  const taken = limiter.take(`ip:${networkOf(request, trusts)}`, limits.ip, keptCost)
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

/** Returns the network that a request is counted for, through trusted proxies. */
function networkOf(request: IncomingMessage, trusts: Services['trusts']): string {
  return visitorOf(request.socket.remoteAddress, { read: (name) => request.headers[name]?.toString() ?? null, trusts, isForeignPage: false }).network
}
