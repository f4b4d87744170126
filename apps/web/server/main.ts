import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { errorTable } from '@infinitio/domain'
import {
  checkSite,
  createApiListener,
  createServices,
  environment,
  httpDurations,
  refuseDevelopmentReceiptKey,
  startDaoMetrics,
  startHouseMetrics,
  startJobs,
} from '@infinitio/api'
import { readEnv, runProcess } from '@infinitio/process'
import { type PageServer, servePages } from './servePages.ts'

const webFolder = new URL('..', import.meta.url).pathname
const requestTimeoutMs = 30_000

// Above the start that is awaited: a page may be asked for before it is over.
const noPages = { status: 404, text: 'There is no page here: this server answers /api alone.' }
const starting = { status: 503, text: 'The pages are still starting. Try again in a few seconds.' }

await runProcess({
  room: 'web',
  async start({ logger, onStop }) {
    const env = readEnv(environment)
    await refuseDevelopmentReceiptKey(env, (error) => void Promise.reject(error))
    const { services, close } = createServices(env, { logger, port: env.PORT })
    onStop(close)
    const answerApi = createApiListener(services)
    let pages: PageServer | null = null

    const server = createServer((request, response) => {
      const isApi = (request.url ?? '/').startsWith('/api/')
      if (env.SERVE !== 'pages' && isApi) return answerApi(request, response)
      const refusal = checkSite(services.site, { host: request.headers.host ?? null, origin: request.headers.origin ?? null, fetchSite: null })
      if (refusal !== null) return refusePage(response, { status: 421, text: errorTable[refusal.rejected].sentence })
      if (pages === null) return refusePage(response, env.SERVE === 'api' ? noPages : starting)
      timePage(request, response)
      pages.handle(request, response).catch((error: unknown) => {
        logger.error({ err: error }, 'a page failed')
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
    })
    server.requestTimeout = requestTimeoutMs
    server.headersTimeout = requestTimeoutMs
    onStop(async () => {
      server.close()
      server.closeAllConnections()
      await pages?.close()
    })
    onStop(startHouseMetrics(services.house))
    onStop(startDaoMetrics(services.governance))
    await services.hub.start()
    if (env.SERVE !== 'pages') {
      onStop(startJobs(services))
      services.market.start()
    }
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(env.PORT, env.HOST, resolve)
    })
    if (env.SERVE !== 'api') {
      const served = await servePages(env, { webFolder, port: env.PORT, server })
      server.on('upgrade', (request, socket, head) => void served.upgrade(request, socket, head))
      pages = served
    }
    return { port: env.PORT, serve: env.SERVE }
  },
})

/** A page's address is no label: there are as many as orders. */
function timePage(request: IncomingMessage, response: ServerResponse): void {
  const startedAt = performance.now()
  const route = (request.url ?? '/').startsWith('/_next/') ? 'page file' : 'page'
  response.once('close', () => {
    httpDurations.observe({ method: request.method ?? 'GET', route, status: String(response.statusCode) }, (performance.now() - startedAt) / 1_000)
  })
}

function refusePage(response: ServerResponse, { status, text }: { status: number; text: string }): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...(status === 503 ? { 'retry-after': '2' } : {}) })
  response.end(text)
}
