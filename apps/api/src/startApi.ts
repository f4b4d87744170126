import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { errorTable } from '@infinitio/domain'
import { codingOf } from './http/compression.ts'
import { openReadHeaders } from './http/openReads.ts'
import { closeAfterPartialRequest, rateLimitHeaders } from './http/limitRequests.ts'
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
  /** Measures the time until a page is answered, in the same metric as the API's answers. */
  timePage(request: IncomingMessage, response: ServerResponse): void
  /** Counts one download by the visitor against a limit per network. Returns 0 if the download is allowed, else the seconds until a download is allowed. */
  takeDownload(request: IncomingMessage): number
}

/**
 * Starts the API. With `runsJobs: false`, this process only answers requests and runs neither jobs nor the market thread. `onStop` receives the functions that
 * shut the API down. Ends the process if a development key would sign receipts although the chain is not a development chain.
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

/**
 * Opens the API inside a host that runs only Next.js and no engine or gateway, such as a cloud for web pages. The catch-all route of the pages passes requests
 * to the API. In such a host, the API has no exchange rates.
 */
export async function openApi(env: Environment, logger: Logger): Promise<(request: Request) => Response | Promise<Response>> {
  const { services } = createServices(env, { logger, port: env.PORT, rates: () => [] })
  await services.hub.start()
  const app = createApp(services)
  return (request) => app.fetch(request)
}

/**
 * The limit of downloads per network. Sixty may start at once, so that sixty machines can update at the same time. After that, one more may start every 20 s.
 */
const downloads = { capacity: 60, refillPerSecond: 1 / 20 } as const

function takeDownload({ trusts, limiter }: Services, request: IncomingMessage): number {
  return limiter.take(`download:${networkOf(request, trusts)}`, downloads, 1).retryAfterSeconds
}

/** Observes the duration of a page request. The path is not part of the metric: each order has a different path, so there would be too many time series. */
function timePage(request: IncomingMessage, response: ServerResponse): void {
  const startedAt = performance.now()
  const route = (request.url ?? '/').startsWith('/_next/') ? 'page file' : 'page'
  response.once('close', () => {
    httpDurations.observe({ method: request.method ?? 'GET', route, status: String(response.statusCode) }, (performance.now() - startedAt) / 1_000)
  })
}

/**
 * Throws EnvironmentError if the key that signs receipts is a development key (`isDevelopmentKey`) and the chain is not the development chain. If no chain node
 * answers at first, returns and continues to ask in the background. Then calls `onRefused` with that error only if a later answer shows another chain.
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
 * Creates the request handler of /api. If the same page of listings was requested a moment ago, answers from the cache. Passes all other requests to the app.
 */
export function createApiListener(services: Services): (request: IncomingMessage, response: ServerResponse) => void {
  const answer = getRequestListener(createApp(services).fetch, { overrideGlobalObjects: false })
  return (request, response) => {
    if (answerKept(services, request, response)) return
    closeAfterPartialRequest(request, response)
    void answer(request, response)
  }
}

const alwaysSent = ['cache-control', 'no-store', 'x-content-type-options', 'nosniff', ...Object.entries(openReadHeaders).flat()]

function* headersOf({ headers }: IncomingMessage): Iterable<[string, string]> {
  for (const name in headers) yield [name, String(headers[name])]
}

/**
 * If the cache has the answer that the app would give now, sends it and returns true. Otherwise returns false, also if the app would reject the request; then
 * the app must handle it.
 */
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
  const headers = [...found.headers, ...alwaysSent, 'x-request-id', randomUUID(), ...Object.entries(rateLimitHeaders(taken)).flat()]
  if (site.isHttps) headers.push('strict-transport-security', 'max-age=31536000')
  // Write the headers as a flat list of names and values, because Node.js writes a list faster than an object.
  response.writeHead(200, headers)
  // A text has ASCII characters only, so that this encoding gives the same bytes as UTF-8.
  response.end(found.body, 'latin1')
  httpDurations.observe({ method: 'GET', route: keptPath, status: '200' }, (performance.now() - startedAt) / 1_000)
  return true
}

/** Returns the network address for which a request is counted in limits. If the request came through trusted proxies, it is the address that they report. */
function networkOf(request: IncomingMessage, trusts: Services['trusts']): string {
  return visitorOf(request.socket.remoteAddress, { read: (name) => request.headers[name]?.toString() ?? null, trusts, isForeignPage: false }).network
}
