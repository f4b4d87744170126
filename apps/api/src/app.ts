import { randomUUID } from 'node:crypto'
import { isRefusal } from '@infinitio/domain'
import type { endpointsByNoun } from '@infinitio/endpoints'
import { Hono } from 'hono'
import { checkSite } from './http/checkSite.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { type Bindings, mountEndpoint } from './endpoints/mountEndpoint.ts'
import { refuseSigningKey } from './http/signingKey.ts'
import { type Coding, codingHeaders, codingOf, compress } from './http/compression.ts'
import { openReadHeaders, openReads, preflightHeaders } from './http/openReads.ts'
import { problemResponse } from './http/problemResponse.ts'
import { openApiDocument } from './openApiDocument.ts'
import { artefactRoutes } from './routes/artefactRoutes.ts'
import { accountRoutes, settingsRoutes } from './routes/accountRoutes.ts'
import { bookingRoutes } from './routes/bookingRoutes.ts'
import { bountyRoutes, carbonRoutes, commitmentRoutes, governRoutes, modelRoutes, projectRoutes } from './routes/governRoutes.ts'
import { disputeRoutes } from './routes/disputeRoutes.ts'
import { findingRoutes } from './routes/findingRoutes.ts'
import { hostingRoutes } from './routes/hostingRoutes.ts'
import { chainRoutes } from './routes/chainRoutes.ts'
import { eventRoutes } from './routes/eventRoutes.ts'
import { explorerRoutes } from './routes/explorerRoutes.ts'
import { emissionRoutes } from './routes/emissionRoutes.ts'
import { invoiceRoutes } from './routes/invoiceRoutes.ts'
import { sellerRoutes } from './routes/sellerRoutes.ts'
import { journalRoutes } from './routes/journalRoutes.ts'
import { clusterRoutes } from './routes/clusterRoutes.ts'
import { leasePortRoutes, leaseRoutes, leaseShareRoutes } from './routes/leaseRoutes.ts'
import { mailRoutes, notificationRoutes, webhookRoutes } from './routes/notificationRoutes.ts'
import { marketDataRoutes, marketRoutes } from './routes/marketRoutes.ts'
import { nodeRoutes } from './routes/nodeRoutes.ts'
import { orderStreamRoutes } from './routes/orderStreamRoutes.ts'
import { pairingRoutes } from './routes/pairingRoutes.ts'
import { providerRoutes } from './routes/providerRoutes.ts'
import { poolRoutes } from './routes/poolRoutes.ts'
import { serviceRoutes } from './routes/serviceRoutes.ts'
import { taskRoutes } from './routes/taskRoutes.ts'
import { jobRoutes } from './routes/jobRoutes.ts'
import { probeRoutes } from './routes/probeRoutes.ts'
import { proofRoutes } from './routes/proofRoutes.ts'
import { reportRoutes } from './routes/reportRoutes.ts'
import { faultRoutes } from './routes/faultRoutes.ts'
import { reviewRoutes } from './routes/reviewRoutes.ts'
import { searchRoutes } from './routes/searchRoutes.ts'
import { secretRoutes } from './routes/secretRoutes.ts'
import { machineDiskRoutes, snapshotRoutes } from './routes/diskRoutes.ts'
import { sessionKeyRoutes, sessionRoutes } from './routes/sessionRoutes.ts'
import type { Services } from './services/services.ts'

/**
 * The routes of the API, grouped by the subject of their endpoints. If an endpoint description has no route, this does not compile. `/orders/events` must come
 * before `/orders/{orderHash}`, because that path pattern matches `/orders/events`, too.
 */
const routesByNoun = {
  sessionEndpoints: sessionRoutes,
  chainEndpoints: chainRoutes,
  marketEndpoints: marketRoutes,
  marketDataEndpoints: marketDataRoutes,
  journalEndpoints: journalRoutes,
  explorerEndpoints: explorerRoutes,
  governEndpoints: governRoutes,
  bountyEndpoints: bountyRoutes,
  projectEndpoints: projectRoutes,
  commitmentEndpoints: commitmentRoutes,
  modelEndpoints: modelRoutes,
  carbonEndpoints: carbonRoutes,
  disputeEndpoints: disputeRoutes,
  findingEndpoints: findingRoutes,
  hostingEndpoints: hostingRoutes,
  emissionEndpoints: emissionRoutes,
  orderStreamEndpoints: orderStreamRoutes,
  orderEndpoints: bookingRoutes,
  leaseEndpoints: leaseRoutes,
  clusterEndpoints: clusterRoutes,
  leasePortEndpoints: leasePortRoutes,
  leaseShareEndpoints: leaseShareRoutes,
  reportEndpoints: reportRoutes,
  faultEndpoints: faultRoutes,
  reviewEndpoints: reviewRoutes,
  snapshotEndpoints: snapshotRoutes,
  machineDiskEndpoints: machineDiskRoutes,
  artefactEndpoints: artefactRoutes,
  nodeEndpoints: nodeRoutes,
  pairingEndpoints: pairingRoutes,
  secretEndpoints: secretRoutes,
  providerEndpoints: providerRoutes,
  accountEndpoints: accountRoutes,
  sessionKeyEndpoints: sessionKeyRoutes,
  searchEndpoints: searchRoutes,
  settingsEndpoints: settingsRoutes,
  notificationEndpoints: notificationRoutes,
  webhookEndpoints: webhookRoutes,
  mailEndpoints: mailRoutes,
  probeEndpoints: probeRoutes,
  proofEndpoints: proofRoutes,
  poolEndpoints: poolRoutes,
  taskEndpoints: taskRoutes,
  serviceEndpoints: serviceRoutes,
  jobEndpoints: jobRoutes,
  invoiceEndpoints: invoiceRoutes,
  sellerEndpoints: sellerRoutes,
  eventEndpoints: eventRoutes,
} as const satisfies Record<keyof typeof endpointsByNoun, readonly Endpoint[]>

/** All endpoints of /api/v1. */
export const endpoints: readonly Endpoint[] = Object.values(routesByNoun).flat()
const mayReadFromAnywhere = openReads(endpoints)

/**
 * Creates the API as a Hono app. Before an endpoint runs, the app refuses requests that contain a signing key, and requests with a wrong Host, Origin or
 * Sec-Fetch-Site. Pages of other sites may only send requests that read public data. Refusals have a body of type `application/problem+json`.
 */
export function createApp(services: Services): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings }>()
  app.use('*', async (context, next) => {
    const header = (name: string) => context.req.header(name) ?? null
    const refusal =
      refuseSigningKey(context.req.raw) ??
      checkSite(services.site, { host: header('host'), origin: header('origin'), fetchSite: header('sec-fetch-site') })
    if (refusal !== null) {
      const { method, path } = context.req
      const asked = {
        method,
        path,
        cookie: header('cookie'),
        authorization: header('authorization'),
        asksFor: header('access-control-request-method'),
      }
      if (refusal.rejected !== 'auth.origin_refused' || !mayReadFromAnywhere(asked))
        return problemResponse(refusal, { requestId: randomUUID(), headers: new Headers() })
      if (method === 'OPTIONS') return new Response(null, { status: 204, headers: preflightHeaders })
    }
    await next()
    context.res.headers.set('x-content-type-options', 'nosniff')
    if (services.site.isHttps) context.res.headers.set('strict-transport-security', 'max-age=31536000')
    return undefined
  })
  for (const endpoint of endpoints) mountEndpoint(app, services, endpoint)
  let document: string | null = null
  const compressed = new Map<Coding, ReturnType<typeof compress>>()
  app.get('/api/v1/openapi.json', async (context) => {
    document ??= JSON.stringify(openApiDocument(endpoints, { publicUrl: services.site.publicUrl }))
    const coding = codingOf(context.req.header('accept-encoding') ?? null)
    const headers = { 'content-type': 'application/json', 'cache-control': 'public, max-age=60', ...openReadHeaders, ...codingHeaders(coding) }
    if (coding === null) return context.body(document, 200, headers)
    const bytes = compressed.get(coding) ?? compress(document, coding)
    compressed.set(coding, bytes)
    return context.body(await bytes, 200, headers)
  })
  app.notFound((context) => {
    const allowed = allowedMethods(context.req.path)
    const isWrongMethod = allowed.length > 0
    const headers = isWrongMethod ? new Headers({ allow: allowed.join(', ') }) : new Headers()
    return problemResponse(
      { rejected: isWrongMethod ? 'api.method_not_allowed' : 'api.not_found', detail: context.req.path.slice(0, 200) },
      { requestId: randomUUID(), headers },
    )
  })
  app.onError((error) => {
    services.logger.error({ err: error }, 'the app threw')
    const refusal = isRefusal(error) ? error : ({ rejected: 'api.internal' } as const)
    return problemResponse(refusal, { requestId: randomUUID(), headers: new Headers() })
  })
  return app
}

function allowedMethods(path: string): string[] {
  const matches = (template: string) => new RegExp(`^/api/v1${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)
  const found = endpoints.filter((endpoint) => matches(endpoint.path))
  // A path such as `/orders/batch` also matches the template `/orders/{hash}`. So prefer endpoints that have exactly this path.
  const own = found.filter((endpoint) => `/api/v1${endpoint.path}` === path)
  return [...new Set((own.length > 0 ? own : found).map(({ method }) => method.toUpperCase()))]
}
